// Command sayso turns news reporting into a ledger of attributed claims.
package main

import (
	"os"

	"github.com/alecthomas/kong"
)

// program is the command line: a field a subcommand, each in a file of its name.
type program struct {
	Read readCmd `cmd:"" help:"Read texts and print who says what, about how many people."`
}

func main() {
	os.Exit(run(os.Args[1:]))
}

// Exit statuses (docs/format.md).
const (
	exitOK    = 0
	exitSome  = 1 // some inputs could not be read
	exitUsage = 2 // the command line is wrong
)

func run(args []string) int {
	var p program
	parser, err := kong.New(&p, kong.Name("sayso"), kong.Description("On whose say-so?"))
	if err != nil {
		panic(err)
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		parser.Errorf("%s", err)
		return exitUsage
	}
	status := exitOK
	if err := ctx.Run(&status); err != nil {
		parser.Errorf("%s", err)
		return exitSome
	}
	return status
}
