// Command kblint lints the articles of help centres and knowledge bases.
package main

import (
	"os"
	"runtime/debug"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/rules"
)

// gcPercent trades memory for time: an article's tree is garbage as soon as the article is
// linted, so with the default of 100 a good part of a run would go to collecting it. From 200 on
// more memory buys no time.
const gcPercent = 200

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	stdio := cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv}
	os.Exit(cli.Run(os.Args[1:], stdio, rules.All()))
}
