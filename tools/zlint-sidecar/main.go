// Zlint-sidecar shows certificates, CRLs and OCSP responses to zlint and says what it found.
//
// It speaks frames over standard input and output, each a 4-octet big-endian length and that many
// octets. First it greets with {"linter":"zlint","version":"v3.x.y","released":"RFC 3339"}. Then each
// frame that comes in (kind, scope, DER; see request.go) is answered by one frame, in order:
// {"findings":[{"lint","severity","citation","detail"}]} or {"failure":"..."} when the input cannot be
// read as what it should be. It ends with its input, and on a frame that breaks the bounds.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
)

// When this version of zlint was released: set by the build, from the module proxy's own record.
var released string

type greeting struct {
	Linter   string `json:"linter"`
	Version  string `json:"version"`
	Released string `json:"released"`
	// Of each lint, with -statuses: who asks for it.
	Sources map[string]string `json:"sources,omitempty"`
}

func zlintVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "github.com/zmap/zlint/v3" {
				return module.Version
			}
		}
	}
	return "unknown"
}

func answer(frame []byte) outcome {
	request, err := parseRequest(frame)
	if err != nil {
		return outcome{Failure: err.Error()}
	}
	return look(request)
}

func serve(in *bufio.Reader, out *bufio.Writer) error {
	say := func(value any) error {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		return writeFrame(out, text)
	}
	if err := say(greeting{"zlint", zlintVersion(), released, sources()}); err != nil {
		return err
	}
	for {
		frame, err := readFrame(in)
		if err != nil || frame == nil {
			return err
		}
		if err := say(answer(frame)); err != nil {
			return err
		}
	}
}

func main() {
	flag.BoolVar(&tellStatuses, "statuses", false, "tell of each lint how it ended, too: for comparing linters")
	flag.Parse()
	if err := serve(bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "zlint-sidecar:", err)
		os.Exit(1)
	}
}
