// A CT log for the tests, by the rules of static-ct-api: sequencing, tiles and leaves are Tessera's, the storage
// engine of the log TesseraCT, and RFC 6962's structures are read and signed by Google's certificate-transparency-go.
// Only the few lines in between are ours. It takes every root, as no log in service may.
//
//	ct-log FOLDER HOST:PORT NAME
//
// Makes a key, prints its SubjectPublicKeyInfo in base64 and serves until it is killed.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
)

func run(folder, address, name string) error {
	ctx := context.Background()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	spki, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: folder})
	if err != nil {
		return err
	}
	signer := newSigner(key, spki, name)
	appender, _, _, err := tessera.NewAppender(ctx, driver, tessera.NewAppendOptions().
		WithCTLayout().
		WithCheckpointSigner(signer).
		WithCheckpointInterval(200*time.Millisecond).
		WithBatching(64, 20*time.Millisecond))
	if err != nil {
		return err
	}
	door := &door{signer: signer, add: tessera.NewCertificateTransparencyAppender(appender), answered: map[[32]byte][]byte{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /ct/v1/add-chain", door.addChain)
	mux.HandleFunc("POST /ct/v1/add-pre-chain", door.addPreChain)
	mux.Handle("GET /", http.FileServer(http.Dir(folder)))
	fmt.Println(base64.StdEncoding.EncodeToString(spki))
	return (&http.Server{Addr: address, Handler: mux, ReadHeaderTimeout: 10 * time.Second}).ListenAndServe()
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: ct-log FOLDER HOST:PORT NAME")
	}
	log.Fatal(run(os.Args[1], os.Args[2], os.Args[3]))
}
