// Go's opinion of a path: x509_verify TRUSTED.pem OTHERS.pem LEAF.pem prints each chain that it finds.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
)

func pool(file string) *x509.CertPool {
	text, err := os.ReadFile(file)
	certificates := x509.NewCertPool()
	if err != nil || !certificates.AppendCertsFromPEM(text) {
		fmt.Println("no certificates in", file)
		os.Exit(2)
	}
	return certificates
}

func main() {
	text, err := os.ReadFile(os.Args[3])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	block, _ := pem.Decode(text)
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: pool(os.Args[1]), Intermediates: pool(os.Args[2])})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, chain := range chains {
		for _, certificate := range chain {
			fmt.Print(certificate.Subject.CommonName, "; ")
		}
		fmt.Println()
	}
}
