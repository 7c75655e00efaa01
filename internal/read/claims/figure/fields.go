package figure

import "sayso"

func (a *assembler) times()    {}
func (a *assembler) places()   {}
func (a *assembler) scopes()   {}
func (a *assembler) chains()   {}
func (a *assembler) statuses() {}

func confidence(f *found, out *sayso.Figure) float64 { return 0.8 }
