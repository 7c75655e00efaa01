package main

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
)

// openBrowser opens an address in the browser that the person's system prefers.
func openBrowser(url string) error {
	var command []string
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", url}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return errors.New("no desktop here")
		}
		command = []string{"xdg-open", url}
	}
	c := exec.Command(command[0], command[1:]...)
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait() // it may stay as long as the browser does
	return nil
}
