package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"sayso"
	"sayso/internal/in/geonames"
	"sayso/internal/keep/gazetteer"
	"sayso/reader"
)

// readFunc turns an input into its document and reading.
type readFunc = func(sayso.Input) (*sayso.Document, *sayso.Reading, error)

// readerFlags are the flags of every command that reads texts.
type readerFlags struct {
	profileFlag
	RulesOnly bool   `name:"rules" help:"Read by the rules alone, without the learned weights: about three times faster, and finds fewer attributions."`
	Gazetteer string `env:"SAYSO_GAZETTEER" placeholder:"FILE" help:"Imported places to use beside the built-in ones (\"sayso gazetteer import\"); else those in your data folder, if any; none: the built-in ones only."`
}

// reader is the reader with the places that the user imported and the profile
// that was asked for, and what closes the places.
func (f *readerFlags) reader() (readFunc, func() error, error) {
	nothing := func() error { return nil }
	profile, err := f.profile()
	if err != nil {
		return nil, nil, err
	}
	builtIn := reader.With(reader.Options{Profile: profile, RulesOnly: f.RulesOnly})
	path := f.Gazetteer
	if path == "none" {
		return builtIn, nothing, nil
	}
	if path == "" {
		var err error
		if path, err = gazetteerPath(); err != nil {
			return builtIn, nothing, nil
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return builtIn, nothing, nil
		}
	}
	g, err := gazetteer.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return reader.With(reader.Options{Gazetteer: g, GazetteerID: g.ID, Profile: profile, RulesOnly: f.RulesOnly}), g.Close, nil
}

// gazetteerPath is where the imported places are kept.
func gazetteerPath() (string, error) {
	dir, err := dataDir()
	if err != nil {
		return "", fmt.Errorf("no place for the gazetteer is known: %w; name one with --out", err)
	}
	return filepath.Join(dir, "sayso", "places.gazetteer"), nil
}

type gazetteerCmd struct {
	Import gazetteerImportCmd `cmd:"" help:"Import a GeoNames list."`
}

type gazetteerImportCmd struct {
	File  string `arg:"" help:"A list from geonames.org: allCountries.txt, cities500.txt, a country's, or the .zip of one."`
	Out   string `placeholder:"FILE" help:"Where to keep it; else in your data folder, where \"sayso read\" and \"sayso add\" find it."`
	Quiet bool   `short:"q" help:"No progress bar."`
}

// Help is shown by "sayso gazetteer import --help".
func (*gazetteerImportCmd) Help() string {
	return `The list is indexed once into one file, in little memory whatever its length, and searched where it lies. A line that is broken is named on standard error and the rest is imported. GeoNames lists are under CC BY 4.0.

Examples:

    sayso gazetteer import cities500.zip
    sayso gazetteer import allCountries.txt --out big.gazetteer
    sayso read --gazetteer big.gazetteer article.txt`
}

// mostRowErrors is how many broken lines are named one by one.
const mostRowErrors = 20

// Run imports the list.
func (c *gazetteerImportCmd) Run(status *int) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	out, err := c.out()
	if err != nil {
		return err
	}
	list, err := geonames.Open(c.File)
	if err != nil {
		return err
	}
	defer list.Close()
	b, err := gazetteer.Create(out)
	if err != nil {
		return err
	}
	broken, err := c.rows(ctx, list, b)
	if err != nil {
		return errors.Join(err, b.Abort())
	}
	places, names, err := b.Finish()
	if err != nil {
		return err
	}
	if broken > 0 {
		*status = exitSome
		if broken > mostRowErrors {
			fmt.Fprintf(os.Stderr, "sayso: %d more lines are broken\n", broken-mostRowErrors)
		}
	}
	fmt.Printf("%d places with %d names in %s; %d broken lines left out.\n", places, names, out, broken)
	return nil
}

func (c *gazetteerImportCmd) out() (string, error) {
	if c.Out != "" {
		return c.Out, nil
	}
	path, err := gazetteerPath()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("gazetteer: %w", err)
	}
	return path, nil
}

// rows carries the list into the builder and says how many lines were broken. A
// list of which no line is sound is an error.
func (c *gazetteerImportCmd) rows(ctx context.Context, list *geonames.File, b *gazetteer.Builder) (broken int, err error) {
	var bar *progressbar.ProgressBar
	if !c.Quiet && term.IsTerminal(int(os.Stderr.Fd())) {
		bar = progressbar.NewOptions64(list.Size, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("importing"),
			progressbar.OptionShowBytes(true), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(1e8))
		defer bar.Finish()
	}
	sound := 0
	var keys [][]byte
	for row, err := range list.Rows() {
		var fault *geonames.RowError
		switch {
		case errors.As(err, &fault):
			if broken++; broken <= mostRowErrors {
				fmt.Fprintln(os.Stderr, "sayso:", fault)
			}
			continue
		case err != nil:
			return broken, err
		}
		keys = append(keys[:0], reader.NameKey(row.Name))
		for _, v := range row.Variant {
			keys = append(keys, reader.NameKey(v))
		}
		if err := b.Add(&row.Location, row.Admin1, row.Admin, keys); err != nil {
			return broken, err
		}
		if sound++; sound%4096 == 0 {
			if bar != nil {
				bar.Set64(min(list.Read(), list.Size))
			}
			if ctx.Err() != nil {
				return broken, errors.New("stopped; nothing was changed")
			}
		}
	}
	if sound == 0 {
		return broken, fmt.Errorf("%s: %w: no line of it is a place as geonames.org lists them", c.File, sayso.ErrInvalid)
	}
	return broken, nil
}
