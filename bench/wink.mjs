// One pass of wink-nlp's full pipeline over the texts for each line that comes in;
// answers with the tokens it made and the processor's microseconds that took.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';

const nlp = winkNLP(model);
const texts = JSON.parse(readFileSync(process.argv[2], 'utf8'));

for await (const _ of createInterface({ input: process.stdin })) {
  const begin = process.cpuUsage();
  let tokens = 0;
  for (const text of texts) {
    tokens += nlp.readDoc(text).tokens().length();
  }
  const used = process.cpuUsage(begin);
  console.log(JSON.stringify({ tokens, microseconds: used.user + used.system }));
}
