package plot

import (
	"regexp"
	"strings"
)

// rules are the looks of a plot; $name is a colour.
const rules = `svg.sayso text { font: 12px $sans; fill: $muted; }
svg.sayso .ground { fill: $paper; }
svg.sayso .heading { font-size: 14px; font-weight: 600; fill: $ink; }
svg.sayso .who { fill: $ink; }
svg.sayso .note { fill: $ink; }
svg.sayso .grid { stroke: $line; stroke-width: 1; fill: none; }
svg.sayso .axis { stroke: $rule; stroke-width: 1; fill: none; }
svg.sayso .leader { stroke: $rule; stroke-width: .8; fill: none; stroke-dasharray: 1.5 2.5; }
svg.sayso .line { fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linejoin: round; }
svg.sayso .dash1 { stroke-dasharray: 7 3; }
svg.sayso .dash2 { stroke-dasharray: 2 2.5; }
svg.sayso .dash3 { stroke-dasharray: 9 3 2 3; }
svg.sayso .dot { fill: currentColor; stroke: $paper; stroke-width: .8; }
svg.sayso .bar { fill: none; stroke: currentColor; stroke-width: 1.3; }
svg.sayso .hollow .dot { fill: $paper; stroke: currentColor; stroke-width: 1.5; }
svg.sayso .earlier .bar { opacity: .6; }
svg.sayso a:hover .dot, svg.sayso a:focus .dot { stroke: $ink; stroke-width: 2; }
svg.sayso .flag { fill: $paper; stroke: $warn; stroke-width: 1.4; }
svg.sayso .flag-n { fill: $warn; font-size: 10px; font-weight: 700; }
svg.sayso .k1 { color: $k1; }
svg.sayso .k2 { color: $k2; }
svg.sayso .k3 { color: $k3; }
svg.sayso .k4 { color: $k4; }
svg.sayso .k5 { color: $k5; }
svg.sayso .k6 { color: $k6; }
`

// The colours of a file of its own, in light and in dark surroundings. Not every
// program that shows an SVG knows CSS variables, so they stand in the rules.
var (
	light = map[string]string{
		"paper": "#ffffff", "ink": "#1d2024", "muted": "#5a5f66", "line": "#dfdcd5", "rule": "#8f897e", "warn": "#a3271c",
		"k1": "#1f5f8b", "k2": "#a35a00", "k3": "#6b4fa0", "k4": "#20735a", "k5": "#8d3a6b", "k6": "#4d5964",
	}
	dark = map[string]string{
		"paper": "#1b1f23", "ink": "#e6e3dd", "muted": "#a2a8af", "line": "#30363c", "rule": "#737b83", "warn": "#ff9d8f",
		"k1": "#7fb6e0", "k2": "#e0a45a", "k3": "#b8a1e6", "k4": "#70c2a3", "k5": "#dd94bd", "k6": "#aab4bd",
	}
)

const sans = `system-ui, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif`

var colour = regexp.MustCompile(`\$[a-z0-9]+`)

func dressed(value func(name string) string) string {
	return colour.ReplaceAllStringFunc(rules, func(s string) string { return value(s[1:]) })
}

// Sheet is the style sheet for plots in a page that sets --paper, --ink, --muted,
// --line, --rule, --warn, --k1 to --k6 and --sans.
func Sheet() string {
	return dressed(func(name string) string { return "var(--" + name + ")" })
}

// fileSheet is the style of a plot that is a file.
func fileSheet() string {
	in := func(colours map[string]string) func(string) string {
		return func(name string) string {
			if name == "sans" {
				return sans
			}
			return colours[name]
		}
	}
	var b strings.Builder
	b.WriteString("svg.sayso { color-scheme: light dark; }\n")
	b.WriteString(dressed(in(light)))
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	for _, line := range strings.SplitAfter(dressed(in(dark)), "\n") {
		if strings.Contains(line, "#") {
			b.WriteString(line)
		}
	}
	b.WriteString("}\n")
	return b.String()
}
