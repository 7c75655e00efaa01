package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"sayso"
	"sayso/internal/keep/tally"
)

// Listener is the workbench's place on the network.
type Listener struct {
	net.Listener
	host string // the name that people may ask for
}

// Listen takes an address such as 127.0.0.1:7117. An address without a host is
// this machine's own, which nobody else can reach.
func Listen(addr string) (*Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, fmt.Errorf("web: %w: %q is no address: want 127.0.0.1:7117", sayso.ErrInvalid, addr)
	}
	host, port, _ := net.SplitHostPort(addr)
	if host == "" {
		host = "127.0.0.1"
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("web: %w: %s is in use by another program: choose another address with --addr, or --addr 127.0.0.1:0 for any that is free", sayso.ErrConflict, addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("web: %s: no right to listen there: choose a port above 1023 with --addr: %w", addr, err)
	case err != nil:
		return nil, fmt.Errorf("web: cannot listen on %s: %w", addr, err)
	}
	return &Listener{l, host}, nil
}

// URL is the address to open in a browser.
func (l *Listener) URL() string {
	a := l.Addr().(*net.TCPAddr)
	host := a.IP.String()
	if a.IP.IsUnspecified() {
		host = "127.0.0.1"
	} else if _, err := netip.ParseAddr(l.host); err != nil {
		host = l.host
	}
	return "http://" + net.JoinHostPort(host, fmt.Sprint(a.Port)) + "/"
}

// Private reports whether only this machine can reach the workbench.
func (l *Listener) Private() bool { return l.Addr().(*net.TCPAddr).IP.IsLoopback() }

// Serve shows the workbench until ctx ends, then lets the pages that are being
// made come to their end.
func (l *Listener) Serve(ctx context.Context, kept tally.Ledger, opt Options) error {
	if _, err := netip.ParseAddr(l.host); err != nil {
		opt.Host = l.host
	}
	// A page that nobody waits for any more must not hold up the end.
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b := newBench(kept, opt)
	// The first page of a large ledger need not wait for its menus: they are
	// counted while the browser starts.
	var warm sync.WaitGroup
	warm.Go(func() {
		if _, _, err := b.menus.all(base, kept); err != nil && base.Err() == nil {
			b.opt.Log.Warn("counting the menus' choices failed", "error", err)
		}
	})
	defer warm.Wait()
	defer cancel()
	server := &http.Server{
		Handler:           b.handler(),
		BaseContext:       func(net.Listener) context.Context { return base },
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      5 * time.Minute, // a large table over a slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("web: %w", err)
	case <-ctx.Done():
	}
	grace, stop := context.WithTimeout(base, 3*time.Second)
	defer stop()
	if err := server.Shutdown(grace); err != nil {
		cancel()
		_ = server.Close() // whoever still reads has had his time
	}
	<-ended
	return nil
}
