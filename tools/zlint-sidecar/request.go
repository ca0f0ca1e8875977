package main

import "errors"

// What a request's DER is: its first octet.
const (
	kindCertificate = 'c'
	kindCrl         = 'l'
	kindOcsp        = 'o'
)

// Whose rules it is to keep: its second octet.
const (
	scopePublic  = 'p' // everybody's
	scopePrivate = 'r' // those of the RFCs alone
)

type request struct {
	kind, scope byte
	der         []byte
}

func parseRequest(frame []byte) (request, error) {
	if len(frame) < 3 {
		return request{}, errors.New("a request has a kind, a scope and DER")
	}
	parsed := request{frame[0], frame[1], frame[2:]}
	if parsed.scope != scopePublic && parsed.scope != scopePrivate {
		return request{}, errors.New("the scope is 'p' or 'r'")
	}
	return parsed, nil
}
