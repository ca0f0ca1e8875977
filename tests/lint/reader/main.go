// Reads what Chancery issued with Go's own crypto/x509: parses it, and looks for its issuer's
// signature among the CA certificates that were handed in with it.
//
// Standard input: lines of JSON, {"kind": "certificate"|"crl", "der": base64}.
// Standard output: one line for each, in their order: what is wrong, or nothing.
package main

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

type document struct {
	Kind string `json:"kind"`
	DER  []byte `json:"der"`
}

// cas are all CA certificates of the input, by subject.
type cas map[string][]*x509.Certificate

func (known cas) add(one document) {
	certificate, err := x509.ParseCertificate(one.DER)
	if err == nil && certificate.IsCA {
		subject := string(certificate.RawSubject)
		known[subject] = append(known[subject], certificate)
	}
}

// certificate is read, and a path to the CA that signed it is built and verified a second after its
// beginning.
func (known cas) certificate(der []byte) error {
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	issuers := 0
	for _, ca := range known[string(certificate.RawIssuer)] {
		if bytes.Equal(ca.SubjectKeyId, certificate.AuthorityKeyId) {
			roots.AddCert(ca)
			issuers++
		}
	}
	if issuers == 0 {
		return fmt.Errorf("unknown issuer %s", certificate.Issuer)
	}
	_, err = certificate.Verify(x509.VerifyOptions{
		Roots:       roots,
		CurrentTime: certificate.NotBefore.Add(time.Second),
		KeyUsages:   []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	return err
}

// crl is read, and its signature is verified by the CA whose key it names.
func (known cas) crl(der []byte) error {
	list, err := x509.ParseRevocationList(der)
	if err != nil {
		return err
	}
	for _, ca := range known[string(list.RawIssuer)] {
		if bytes.Equal(ca.SubjectKeyId, list.AuthorityKeyId) {
			return list.CheckSignatureFrom(ca)
		}
	}
	return fmt.Errorf("unknown issuer %s", list.Issuer)
}

func (known cas) read(one document) error {
	if one.Kind == "crl" {
		return known.crl(one.DER)
	}
	return known.certificate(one.DER)
}

func main() {
	var documents []document
	known := cas{}
	for decoder := json.NewDecoder(os.Stdin); decoder.More(); {
		var one document
		if err := decoder.Decode(&one); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		documents = append(documents, one)
		known.add(one)
	}
	for _, one := range documents {
		if err := known.read(one); err != nil {
			fmt.Println(err)
		} else {
			fmt.Println()
		}
	}
}
