// Package postgrestest starts a PostgreSQL server of the test's own, in a
// temporary folder, and gives each test a schema in it. It is for tests only.
// Where no server is installed the test is skipped, and says so.
package postgrestest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	once    sync.Once
	server  cluster
	missing string // why there is none
	failed  error
	schemas atomic.Int64
)

// URL is the address of an empty schema, which need not be made before it is
// used, in the server that all tests of the program share.
func URL(t testing.TB) string {
	t.Helper()
	once.Do(start)
	if missing != "" {
		t.Skip("left out: " + missing)
	}
	if failed != nil {
		t.Fatal(failed)
	}
	return server.url(fmt.Sprintf("t%d_%d", os.Getpid(), schemas.Add(1)), server.user, "")
}

// Locked is the address of a user who needs a password, with the one given.
func Locked(t testing.TB, password string) string {
	t.Helper()
	URL(t)
	return server.url("locked", "locked", password)
}

// Password is the password of that user.
const Password = "nothing#but/a:test"

// cluster is a server that listens on a socket in its folder.
type cluster struct {
	dir, bin, user string
	who            *user.User // that the server runs as, where we are root
	life           io.Closer  // the watcher's standard input, open as long as we are
}

func (c *cluster) url(schema, name, password string) string {
	u := url.URL{Scheme: "postgres", Path: "/postgres", User: url.User(name)}
	if password != "" {
		u.User = url.UserPassword(name, password)
	}
	u.RawQuery = url.Values{"host": {c.dir}, "search_path": {schema}}.Encode()
	return u.String()
}

// start makes the cluster and runs it. A shell that reads from us ends it, and
// removes it, as soon as we are gone, however that happens.
func start() {
	server, missing = find()
	if missing != "" {
		return
	}
	failed = server.start()
}

func find() (c cluster, why string) {
	if runtime.GOOS == "windows" {
		return c, "PostgreSQL (its tests want a Unix socket)"
	}
	c.bin = programs()
	if c.bin == "" {
		return c, "PostgreSQL (install postgresql: no initdb was found)"
	}
	if os.Geteuid() == 0 {
		for _, name := range []string{"postgres", "nobody"} {
			if u, err := user.Lookup(name); err == nil {
				c.who = u
				break
			}
		}
		if c.who == nil {
			return c, "PostgreSQL (it does not run as root, and there is no user postgres or nobody)"
		}
	}
	return c, ""
}

// programs is the folder with the server's programs, the newest: where Debian
// has them, else where the shell finds them.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	if pg, err := exec.LookPath("initdb"); err == nil {
		found = append(found, pg)
	}
	for _, initdb := range found {
		dir, all := filepath.Dir(initdb), true
		for _, name := range []string{"postgres", "psql", "pg_isready"} {
			_, err := os.Stat(filepath.Join(dir, name))
			all = all && err == nil
		}
		if all {
			return dir
		}
	}
	return ""
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

func (c *cluster) start() (err error) {
	// Not in the test's folder: a socket's name may be 100 bytes long only.
	if c.dir, err = os.MkdirTemp("/tmp", "sayso-pg-"); err != nil {
		return err
	}
	c.user = "tester"
	if c.who != nil {
		uid, _ := strconv.Atoi(c.who.Uid)
		gid, _ := strconv.Atoi(c.who.Gid)
		if err := os.Chown(c.dir, uid, gid); err != nil {
			return err
		}
	}
	data := filepath.Join(c.dir, "data")
	if err := c.run("initdb", "-D", data, "-U", c.user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions"); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(data, "pg_hba.conf"), []byte("local all locked scram-sha-256\nlocal all all trust\n"), 0o600); err != nil {
		return err
	}
	if err := c.serve(data); err != nil {
		return err
	}
	quoted := strings.ReplaceAll(Password, "'", "''")
	return c.run("psql", "-X", "-q", "-h", c.dir, "-U", c.user, "-d", "postgres", "-c",
		"CREATE USER locked PASSWORD '"+quoted+"'", "-c", "CREATE SCHEMA locked AUTHORIZATION locked")
}

// serve runs the server under the shell, and waits until it answers.
func (c *cluster) serve(data string) error {
	log, err := os.Create(filepath.Join(c.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	const watch = `"$1/postgres" -D "$2" -k "$3" -c listen_addresses= -c max_connections=300 -c shared_buffers=32MB &
server=$!
cat >/dev/null
kill -QUIT $server; wait $server
rm -rf "$3"`
	sh := exec.Command("/bin/sh", "-c", watch, "sh", c.bin, data, c.dir)
	sh.Stdout, sh.Stderr = log, log
	c.as(sh)
	if c.life, err = sh.StdinPipe(); err != nil {
		return err
	}
	if err := sh.Start(); err != nil {
		return err
	}
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		ready := c.run("pg_isready", "-h", c.dir, "-U", c.user, "-d", "postgres")
		if ready == nil {
			return nil
		}
		if time.Since(began) > 30*time.Second {
			said, _ := os.ReadFile(log.Name())
			return fmt.Errorf("PostgreSQL does not start: %w\n%s", ready, said)
		}
	}
}

func (c *cluster) run(name string, args ...string) error {
	cmd := exec.Command(filepath.Join(c.bin, name), args...)
	c.as(cmd)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), errors.New(strings.TrimSpace(said.String())))
	}
	return nil
}
