package reader_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/reader"
)

// Whose word it is, by rules and weights together: the source of the innermost
// attribution that holds the words, and of those that hold it, outermost last.
func TestVoices(t *testing.T) {
	for _, c := range []struct{ text, words, sources string }{
		{"In a post on X, Foreign Minister Dana Lind wrote: \"We mourn the 14 victims of Kasp.\" Her Norland counterpart, Erik Saal, replied that \"the so-called victims were armed men\".", "mourn the 14", "Foreign Minister Dana Lind"},
		{"The post, which was written by a page called Lake Watch, says that \"the guard is hiding 20 bodies\".", "hiding 20", "The post"},
		{"Karsk says 5 guards killed in Belm; league says 8 of its men dead", "8 of its", "league"},
		{"Rescue chief Omar Dal told Sarn Radio 80 houses had been buried.", "80 houses", "Rescue chief Omar Dal"},
		{"The council president said that members were alarmed and put the number of displaced at 12,000.", "12,000", "The council president"},
		{"The army's claim that nobody was hurt was contradicted by doctors.", "nobody was hurt", "The army's"},
		{"He feared up to 90 people could be trapped.", "up to 90", "He"},
		{"Residents have disputed the figure given by the police, insisting that no fewer than nine persons lost their lives.", "nine persons", "Residents"},
		{"According to survivors interviewed by the board, at least four shells hit the ward.", "four shells", "survivors interviewed by the board"},
		{"The Halden guard said on its Telegram channel that it had buried nine men.", "nine men", "The Halden guard"},
		{"Flood in Osk\n\n- 12 dead, 40 wounded in Veskar (Ministry of Interior)\n- 3 bridges gone (Halden Observatory)", "12 dead", "Ministry of Interior"},
		{"Five more were hurt in Orlo, officials said (health ministry).", "Five more", "officials < health ministry"},
		{"Lake Orn ferry: 19 bodies recovered\n\nDivers worked through the night on Lake Orn.", "19 bodies", ""},
		{"Tessaly: 5 killed in landslide\n\nFive people were killed when a hill gave way.", "5 killed", ""},
		{"LIVE: Strikes on Veskar\n\nThe port was on fire on Monday morning.", "LIVE", ""},
		{"Blast hits Veskar, no casualties reported\n\nWindows broke in three streets.", "Blast", ""},
		{"Omar Dal said 19 people had died, a claim echoed by the coast guard, who told the Courier that the ferry had been overloaded.", "a claim", ""},
		{"A fire broke out at the mill; no injuries were reported.", "A fire", ""},
		{"\"We carried them out on doors,\" said Dr Rana Velk, who runs the burns ward. \"Nothing else was left.\" Two of her nurses were among the dead, she added.", "Nothing else", "Dr Rana Velk, who runs the burns ward"},
		{"A neighbour said the brothers were \"quiet lads\"; their mother, who saw the bodies, was too upset to speak.", "their mother", ""},
		{"The man, said to be in his 30s, was held on Friday.", "to be", ""},
		{"Press release: Relief Without Borders condemns strike on ward\n\nSarn, 4 June - Relief Without Borders strongly condemns the bombing of its ward.", "the bombing", "Relief Without Borders"},
		{"@norlandmod: Our boats sank 2 launches near Tirrin overnight.", "2 launches", "@norlandmod"},
		{"Mother of missing soldier says army lied to her\n\nWhen the army told Hana Brel that her son had fled, she wrote to the ministry.", "she wrote", ""},
		{"LIVE: Shelling of Dolna\n\n15:10 BREAKING: Interior minister says 9 dead, 30 wounded in Dolna.", "30 wounded", "Interior minister"},
	} {
		_, r, err := reader.Read(sayso.Input{ID: "voices", Bytes: []byte(c.text)})
		if err != nil {
			t.Fatal(err)
		}
		if got := sourcesOf(c.text, r, c.words); got != c.sources {
			t.Errorf("%q in %q: sources %q, want %q", c.words, c.text, got, c.sources)
		}
	}
}

// A speaker whose words run over the seam of a displaced paragraph is read, not
// fallen over.
func TestSpeakerOverASeam(t *testing.T) {
	text := "Norland: Floods - Situation Report No. 7 (as of 12 May 2031)\n\nHIGHLIGHTS\n\nple confirmed dead, 18 missing((National Disaster Agency, 12 May)\n- Over 12,000 displaced in Osk and Tirrhein districts, according to local authorities\n- WHO res 310 cases of cholera\n- Partners estimate that 60,000 peneed safe water\n\nThe Government called the flood a national disaster on Friday at noon. According he Ministry of A;t killed 12 people.riculture, 4,000 hectares of crops were lost. Humanitarian partners warn"
	if _, _, err := reader.Read(sayso.Input{ID: "seam", Bytes: []byte(text)}); err != nil {
		t.Fatal(err)
	}
}

func sourcesOf(text string, r *sayso.Reading, words string) string {
	at := strings.Index(text, words)
	var best *sayso.Attribution
	for i := range r.Attributions {
		a := &r.Attributions[i]
		for _, s := range a.Content {
			if s.Start <= at && at < s.End && (best == nil || a.Parent == best.ID) {
				best = a
			}
		}
	}
	var out []string
	for a := best; a != nil; {
		for _, s := range a.Source {
			out = append(out, s.In(text))
		}
		if a.Parent == 0 {
			break
		}
		a = &r.Attributions[a.Parent-1]
	}
	return strings.Join(out, " < ")
}
