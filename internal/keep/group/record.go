package group

import "fmt"

// judge records a rule's judgement in the place of an earlier one.
func (s *settling) judge(st *State, was, now Bond, whole bool) (Bond, error) {
	if was.To == now.To {
		now.By = was.By
		return now, nil
	}
	j := Judgement{Level: s.lv.judged, Verdict: Same, By: s.lv.rule(whole), Score: now.Score, Time: s.k.now, Takes: was.By}
	j.A, j.B = st.Node, now.To
	if now.To == "" {
		j.Undo, j.B = true, was.To
		j.Why = "no longer the likest, or no longer there"
	} else {
		why, err := s.why(st, now, whole)
		if err != nil {
			return now, err
		}
		j.Why = why
	}
	j = j.Ordered()
	j.ID = s.k.id(j)
	s.records = append(s.records, j)
	now.By = j.ID
	return now, nil
}

// rule names the rule that ties nodes, or cores as wholes.
func (lv *level) rule(whole bool) string {
	switch {
	case lv == textLevel:
		return "shared-text"
	case whole:
		return "alike-as-wholes"
	}
	return "alike"
}

// why is the evidence for a tie, in words.
func (s *settling) why(st *State, t Bond, whole bool) (string, error) {
	to, err := s.shelf().State(s.lv.judged, t.To)
	if err != nil {
		return "", err
	}
	x, i, err := s.k.node(s.lv, st)
	if err != nil || x == nil {
		return "", err
	}
	y, j, err := s.k.node(s.lv, to)
	if err != nil || y == nil {
		return "", err
	}
	if s.lv == textLevel {
		covered, words := carries(x.doc, y.doc)
		return fmt.Sprintf("%.0f %% of the shorter one's words stand in both, %d words in passages of five or more", 100*covered, words), nil
	}
	why := x.happen[i].whyLike(&y.happen[j])
	if whole {
		return fmt.Sprintf("the reports around them are alike as wholes (%.2f); of these two: %s", t.Score, why), nil
	}
	return why, nil
}
