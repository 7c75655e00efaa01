// Command sayso turns news reporting into a ledger of attributed claims.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// program is the command line: a field a subcommand, each in a file of its name.
// Every subcommand has a Help with examples.
type program struct {
	Read       readCmd       `cmd:"" help:"Read texts and print who says what, about how many people."`
	Add        addCmd        `cmd:"" help:"Read texts and keep them in the ledger."`
	Worker     workerCmd     `cmd:"" help:"Read what others have captured, until it is interrupted."`
	Jobs       jobsCmd       `cmd:"" help:"Show what is still to be read, and what failed."`
	Documents  documentsCmd  `cmd:"" help:"List the documents of the ledger."`
	Claims     claimsCmd     `cmd:"" help:"List who is said to have said what."`
	Figures    figuresCmd    `cmd:"" help:"List how many people, what happened to them, where, when, on whose word."`
	Show       showCmd       `cmd:"" help:"Show one figure, claim or document with its words and where it comes from."`
	Diff       diffCmd       `cmd:"" help:"Show which figures and claims of a page changed from one revision to the next."`
	Reread     rereadCmd     `cmd:"" help:"Read all that is stored again with this version of the reader, beside the old readings."`
	Promote    promoteCmd    `cmd:"" help:"List the versions of the reader, or make the readings of one count."`
	Events     eventsCmd     `cmd:"" help:"Group figures by what happened, and count their independent origins."`
	Tolls      tollsCmd      `cmd:"" help:"Show running tolls as they grew, origin by origin, and where their arithmetic does not work out."`
	Origins    originsCmd    `cmd:"" help:"List whoever the figures ultimately come from."`
	Families   familiesCmd   `cmd:"" help:"List the documents that carry one text."`
	Judge      judgeCmd      `cmd:"" help:"Say what is the same and what is not, above the rules; or take it back."`
	Judgements judgementsCmd `cmd:"" help:"List what persons said on what is the same."`
	Log        logCmd        `cmd:"" help:"Print, sign or export the log that proves the record."`
	Prove      proveCmd      `cmd:"" help:"Write a bundle about one claim that anyone can check without your ledger."`
	Verify     verifyCmd     `cmd:"" help:"Check that everything in the ledger is as it was recorded."`
	Copy       copyCmd       `cmd:"" help:"Copy a whole ledger into another database."`
	Blobs      blobsCmd      `cmd:"" help:"Say where captured bytes are kept: in the database, in a folder or in S3."`
	Serve      serveCmd      `cmd:"" help:"Show the ledger in a browser."`
	Demo       demoCmd       `cmd:"" help:"Look around in a ledger of invented articles."`
	Train      trainCmd      `cmd:"" help:"Learn the weights of the reader from annotated corpora."`
	Eval       evalCmd       `cmd:"" help:"Score readings against annotated articles, with gains and losses."`
	Gazetteer  gazetteerCmd  `cmd:"" help:"Import a list of places, so that more names are found and put on the map."`
	Version    versionCmd    `cmd:"" help:"Print the versions of the program and of its reader."`
}

const about = `On whose say-so? Turns news reporting into a ledger of attributed claims: who said what, about how many people, where and when, each pinned to the exact words. Works offline.`

func main() {
	os.Exit(run(os.Args[1:]))
}

// Exit statuses (docs/format.md).
const (
	exitOK    = 0
	exitSome  = 1 // some inputs could not be read, or the command failed
	exitUsage = 2 // the command line is wrong
)

// errUsage marks a command's error as one of the command line.
var errUsage = errors.New("wrong usage")

// usageError is an error of the command line that says enough by itself.
type usageError struct{ error }

func (usageError) Is(target error) bool { return target == errUsage }

func run(args []string) int {
	var p program
	parser, err := kong.New(&p, kong.Name("sayso"), kong.Description(about),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true, WrapUpperBound: 100}))
	if err != nil {
		panic(err) // a fault in the tags above, which every test would meet
	}
	if len(args) == 0 {
		return printOverview(parser)
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		return printUsageError(os.Stderr, err, commandOf(err))
	}
	status := exitOK
	err = ctx.Run(&status)
	switch {
	case err == nil:
		return status
	case errors.Is(err, errUsage):
		return printUsageError(os.Stderr, err, ctx.Selected())
	}
	fmt.Fprintln(os.Stderr, "sayso:", err)
	return exitSome
}

// printOverview answers a bare "sayso" with what there is to call.
func printOverview(parser *kong.Kong) int {
	parser.Stdout = os.Stderr
	parser.Exit = func(int) {}
	parser.Parse([]string{"--help"})
	return exitUsage
}

// printUsageError says what is wrong with the command line, then one hint line.
func printUsageError(w io.Writer, err error, command *kong.Node) int {
	name := "sayso"
	if command != nil {
		name = command.FullPath()
	}
	what := strings.TrimPrefix(err.Error(), errUsage.Error()+": ")
	fmt.Fprintf(w, "sayso: %s\nRun \"%s --help\" for examples.\n", what, name)
	return exitUsage
}

// commandOf is the subcommand that was being parsed, or nil.
func commandOf(err error) *kong.Node {
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil {
		return parse.Context.Selected()
	}
	return nil
}
