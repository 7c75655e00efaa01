package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var colour = regexp.MustCompile(`--([a-z0-9-]+):\s*#([0-9a-f]{6})`)

// palette reads the colours that a part of the style sheet sets.
func palette(t *testing.T, css, from, to string) map[string]string {
	t.Helper()
	_, after, ok := strings.Cut(css, from)
	part, _, ok2 := strings.Cut(after, to)
	if !ok || !ok2 {
		t.Fatalf("no %q in the style sheet", from)
	}
	out := map[string]string{}
	for _, m := range colour.FindAllStringSubmatch(part, -1) {
		out[m[1]] = m[2]
	}
	return out
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// Text reaches WCAG AA (4.5:1) on what it stands on, signs and lines that carry
// meaning 3:1, in light and in dark.
func TestContrast(t *testing.T) {
	b, err := files.ReadFile("static/app.css")
	if err != nil {
		t.Fatal(err)
	}
	css := string(b)
	light := palette(t, css, ":root {", "}")
	dark := palette(t, css, ":root[data-theme=\"dark\"] {", "}")
	system := palette(t, css, ":root:not([data-theme=\"light\"]) {", "}")
	for name, v := range dark {
		if system[name] != v {
			t.Errorf("--%s: dark by choice is %s, dark by system %s", name, v, system[name])
		}
		if _, ok := light[name]; !ok {
			t.Errorf("--%s is set in the dark only", name)
		}
	}
	pairs := []struct {
		over, under string
		least       float64
	}{
		{"ink", "bg", 7}, {"ink", "paper", 7}, {"ink", "soft", 7}, {"ink", "via", 4.5},
		{"muted", "bg", 4.5}, {"muted", "paper", 4.5}, {"muted", "soft", 4.5},
		{"link", "bg", 4.5}, {"link", "paper", 4.5}, {"link", "soft", 4.5},
		{"head-ink", "head", 7}, {"head-muted", "head", 4.5}, {"head-ink", "button", 4.5},
		{"source-ink", "source", 4.5}, {"cue-ink", "cue", 4.5}, {"number-ink", "number", 4.5}, {"lit-ink", "lit", 4.5},
		{"cue-ink", "bg", 4.5}, {"cue-ink", "paper", 4.5}, {"cue-ink", "soft", 4.5},
		{"warn", "paper", 4.5}, {"warn", "bg", 4.5}, {"fault-ink", "fault", 4.5}, {"notice-ink", "notice", 4.5},
		{"focus", "bg", 3}, {"focus", "paper", 3}, {"focus", "soft", 3},
		{"k1", "paper", 3}, {"k2", "paper", 3}, {"k3", "paper", 3}, {"k4", "paper", 3}, {"k5", "paper", 3}, {"k6", "paper", 3},
	}
	for scheme, colours := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			if colours[p.over] == "" || colours[p.under] == "" {
				t.Errorf("%s: no --%s or no --%s", scheme, p.over, p.under)
				continue
			}
			a, b := luminance(t, colours[p.over]), luminance(t, colours[p.under])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < p.least {
				t.Errorf("%s: --%s on --%s is %.2f:1, want %.1f:1", scheme, p.over, p.under, ratio, p.least)
			}
		}
	}
}
