package main

import (
	"fmt"
	"sort"

	"github.com/zmap/zcrypto/x509"
	"github.com/zmap/zlint/v3"
	"github.com/zmap/zlint/v3/lint"
	"golang.org/x/crypto/ocsp"
)

type finding struct {
	Lint     string `json:"lint"`
	Severity string `json:"severity"` // notice, warning, error or fatal
	Citation string `json:"citation"`
	Detail   string `json:"detail"`
}

type outcome struct {
	Findings []finding `json:"findings,omitempty"`
	Failure  string    `json:"failure,omitempty"`
	// Of every lint, with -statuses: pass, NA (not about such a thing), NE (not in force), warn, ...
	Statuses map[string]string `json:"statuses,omitempty"`
}

var tellStatuses bool

var severities = map[lint.LintStatus]string{
	lint.Notice: "notice", lint.Warn: "warning", lint.Error: "error", lint.Fatal: "fatal",
}

// The registries, filtered once.
var registries = map[byte]lint.Registry{
	scopePublic:  lint.GlobalRegistry(),
	scopePrivate: rfcAlone(),
}

func rfcAlone() lint.Registry {
	registry, err := lint.GlobalRegistry().Filter(lint.FilterOptions{IncludeSources: lint.SourceList{
		lint.RFC3279, lint.RFC5280, lint.RFC5480, lint.RFC5891, lint.RFC6960, lint.RFC6962, lint.RFC8813,
	}})
	if err != nil {
		panic(err)
	}
	return registry
}

// sources tells of each lint who asks for it; nothing without -statuses.
func sources() map[string]string {
	if !tellStatuses {
		return nil
	}
	sources := make(map[string]string)
	for _, each := range lint.GlobalRegistry().CertificateLints().Lints() {
		sources[each.Name] = string(each.Source)
	}
	return sources
}

func run(asked request) (*zlint.ResultSet, error) {
	registry := registries[asked.scope]
	switch asked.kind {
	case kindCertificate:
		certificate, err := x509.ParseCertificate(asked.der)
		if err != nil {
			return nil, err
		}
		return zlint.LintCertificateEx(certificate, registry), nil
	case kindCrl:
		list, err := x509.ParseRevocationList(asked.der)
		if err != nil {
			return nil, err
		}
		return zlint.LintRevocationListEx(list, registry), nil
	case kindOcsp:
		// No issuer: the signature is not zlint's matter.
		response, err := ocsp.ParseResponse(asked.der, nil)
		if err != nil {
			return nil, err
		}
		return zlint.LintOcspResponseEx(response, registry), nil
	}
	return nil, fmt.Errorf("no kind %q", asked.kind)
}

// look runs every lint of the scope. A panic of a parser is a failure, not our end.
func look(asked request) (result outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			result = outcome{Failure: fmt.Sprint("panic: ", fault)}
		}
	}()
	results, err := run(asked)
	if err != nil {
		return outcome{Failure: err.Error()}
	}
	if tellStatuses {
		result.Statuses = make(map[string]string, len(results.Results))
	}
	for name, one := range results.Results {
		if tellStatuses {
			result.Statuses[name] = one.Status.String()
		}
		if severity, found := severities[one.Status]; found {
			result.Findings = append(result.Findings, finding{name, severity, one.LintMetadata.Citation, one.Details})
		}
	}
	sort.Slice(result.Findings, func(a, b int) bool { return result.Findings[a].Lint < result.Findings[b].Lint })
	return result
}
