package web_test

import (
	"os"
	"testing"

	"sayso"
	"sayso/internal/out/web"
	"sayso/samples"
)

func TestDevServe(t *testing.T) {
	addr := os.Getenv("DEV_ADDR")
	if addr == "" {
		t.Skip()
	}
	var ins []sayso.Input
	for _, in := range sampleInputs(t) {
		if in.Form == sayso.FormText {
			ins = append(ins, in)
		}
	}
	l := open(t, ins...)
	n, err := web.Listen(addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(n.Serve(t.Context(), l, web.Options{Notice: samples.Notice, Version: "dev", Ledger: "/tmp/x.db"}))
}
