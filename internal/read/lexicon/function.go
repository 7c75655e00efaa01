package lexicon

import "strings"

// Function is the grammatical words that rules name one by one, and small
// closed sets of them.
type Function struct {
	That, To, By, Who, Which, What, It, He, She, They, We, I, You, Her, As, If, Whether, And, Or, But, Of, In, For, On,
	There, This, Like, S, D, While, Let, So, Than, Said, One, From, Such, How, Because, No, With, About, The, A, An, Not, Nt, Never, According, Us, Although, Though, When, Former, Whom, More, Two, Both, Another, At Word

	Be, Have, Do, Subject, Possessive, Object, First, FirstPlural, Wh, Breaks, Masculine, Feminine, PluralPronoun, Temporal, VenuePrep, Nominal, Attach, Adverbial, Subordinators, Part, Medium, Everyone Set
}

// functionSets is what each set of Function holds.
var functionSets = map[string]string{
	"be":            "be is are was were been being am 's 're 'm get gets got getting",
	"have":          "have has had having 've",
	"do":            "do does did",
	"subject":       "i he she it we they you who",
	"possessive":    "my his her its our their your whose",
	"object":        "me him her us them",
	"first":         "i we my our me us",
	"first plural":  "we our us",
	"wh":            "what who how why where when whether if which whatever whoever",
	"breaks":        "while although though because but whereas after when as since before and or even despite unless until if so where with",
	"masculine":     "he his him himself",
	"feminine":      "she her hers herself",
	"plural":        "they their them themselves",
	"venue":         "in on at during via through over by",
	"nominal":       "and or before after since with where in",
	"attach":        "of for in at from with to on near within inside",
	"adverbial":     "after because while although though since if unless during despite amid",
	"subordinators": "when after while although though as since if because before even whenever once",
	"part":          "including among of with mostly",
	"medium":        "telephone phone email e-mail mail text letter fax telegram satellite video message",
	"everyone":      "everyone everybody",
	"temporal":      "on in at during late early earlier later last this after before shortly",
}

func loadFunction(lex *Lexicon) {
	w := &lex.Function
	for _, x := range []struct {
		form string
		at   *Word
	}{{"that", &w.That}, {"to", &w.To}, {"by", &w.By}, {"who", &w.Who}, {"which", &w.Which}, {"what", &w.What}, {"it", &w.It}, {"he", &w.He},
		{"she", &w.She}, {"they", &w.They}, {"we", &w.We}, {"i", &w.I}, {"you", &w.You}, {"her", &w.Her}, {"as", &w.As}, {"if", &w.If},
		{"whether", &w.Whether}, {"and", &w.And}, {"or", &w.Or}, {"but", &w.But}, {"of", &w.Of}, {"in", &w.In}, {"for", &w.For}, {"on", &w.On},
		{"there", &w.There}, {"this", &w.This}, {"like", &w.Like}, {"'s", &w.S}, {"'d", &w.D}, {"while", &w.While}, {"let", &w.Let}, {"so", &w.So},
		{"than", &w.Than}, {"said", &w.Said}, {"one", &w.One}, {"from", &w.From}, {"such", &w.Such}, {"how", &w.How}, {"because", &w.Because},
		{"no", &w.No}, {"with", &w.With}, {"about", &w.About}, {"the", &w.The}, {"a", &w.A}, {"an", &w.An},
		{"not", &w.Not}, {"n't", &w.Nt}, {"never", &w.Never}, {"us", &w.Us}, {"although", &w.Although}, {"though", &w.Though}, {"when", &w.When}, {"former", &w.Former}, {"whom", &w.Whom}, {"more", &w.More}, {"two", &w.Two}, {"both", &w.Both}, {"another", &w.Another}, {"at", &w.At}, {"according", &w.According}} {
		*x.at = lex.intern(x.form)
	}
	for _, x := range []struct {
		name string
		set  *Set
	}{{"be", &w.Be}, {"have", &w.Have}, {"do", &w.Do}, {"subject", &w.Subject}, {"possessive", &w.Possessive}, {"object", &w.Object}, {"first", &w.First}, {"first plural", &w.FirstPlural},
		{"wh", &w.Wh}, {"breaks", &w.Breaks}, {"masculine", &w.Masculine}, {"feminine", &w.Feminine}, {"plural", &w.PluralPronoun}, {"temporal", &w.Temporal}, {"venue", &w.VenuePrep}, {"nominal", &w.Nominal}, {"attach", &w.Attach}, {"adverbial", &w.Adverbial}, {"subordinators", &w.Subordinators}, {"part", &w.Part}, {"medium", &w.Medium}, {"everyone", &w.Everyone}} {
		for _, form := range strings.Fields(functionSets[x.name]) {
			x.set.add(lex.intern(form))
		}
	}
}
