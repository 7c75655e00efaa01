package attribution

import "sayso"

func (f *finder) speakers() {}

func (f *finder) speakerOf(x *found) *sayso.Speaker {
	if x.source.Len() == 0 {
		return nil
	}
	return &sayso.Speaker{Name: f.d.Span(x.source).In(f.d.Text)}
}
