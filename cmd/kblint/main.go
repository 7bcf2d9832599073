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

// memoryLimit is how much memory kblint takes before it collects garbage sooner than that: a run with
// 200,000 findings shall not need 400 MB. It is no bound for what is in use.
const memoryLimit = 320 << 20

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	stdio := cli.Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv}
	os.Exit(cli.Run(os.Args[1:], stdio, rules.All()))
}
