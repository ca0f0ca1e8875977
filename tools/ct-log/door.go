package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	ct "github.com/google/certificate-transparency-go"
	"github.com/google/certificate-transparency-go/tls"
	"github.com/google/certificate-transparency-go/x509"
	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/ctonly"
)

const maxBody = 1 << 20

// The submission side (RFC 6962 section 4.1 and 4.2).
type door struct {
	signer   *signer
	add      func(context.Context, *ctonly.Entry) tessera.IndexFuture
	mutex    sync.Mutex
	answered map[[32]byte][]byte // guarded by mutex: what is submitted again gets its first SCT
}

// Every certificate signed by the next, up to a root that signed itself.
func readChain(request ct.AddChainRequest) ([]*x509.Certificate, error) {
	var chain []*x509.Certificate
	for _, der := range request.Chain {
		certificate, err := x509.ParseCertificate(der)
		if x509.IsFatal(err) {
			return nil, err
		}
		chain = append(chain, certificate)
	}
	if len(chain) == 0 {
		return nil, errors.New("a certificate and its issuers are needed")
	}
	for i := 0; i+1 < len(chain); i++ {
		if err := chain[i].CheckSignatureFrom(chain[i+1]); err != nil {
			return nil, fmt.Errorf("certificate %d: %w", i, err)
		}
	}
	root := chain[len(chain)-1]
	if err := root.CheckSignatureFrom(root); err != nil {
		return nil, fmt.Errorf("the last certificate is no root: %w", err)
	}
	return chain, nil
}

func entryOf(chain []*x509.Certificate, kind ct.LogEntryType, at uint64) (*ctonly.Entry, *ct.MerkleTreeLeaf, error) {
	leaf, err := ct.MerkleTreeLeafFromChain(chain, kind, at)
	if err != nil {
		return nil, nil, err
	}
	entry := &ctonly.Entry{Timestamp: at, IsPrecert: kind == ct.PrecertLogEntryType}
	for _, issuer := range chain[1:] {
		entry.FingerprintsChain = append(entry.FingerprintsChain, sha256.Sum256(issuer.Raw))
	}
	if !entry.IsPrecert {
		entry.Certificate = chain[0].Raw
		return entry, leaf, nil
	}
	entry.Precertificate = chain[0].Raw
	entry.Certificate = leaf.TimestampedEntry.PrecertEntry.TBSCertificate
	entry.IssuerKeyHash = leaf.TimestampedEntry.PrecertEntry.IssuerKeyHash[:]
	return entry, leaf, nil
}

// leaf_index, the one extension of static-ct-api.
func extensionsOf(index uint64) ct.CTExtensions {
	eight := binary.BigEndian.AppendUint64(nil, index)
	return append([]byte{0, 0, 5}, eight[3:]...)
}

func (d *door) promise(ctx context.Context, chain []*x509.Certificate, kind ct.LogEntryType) ([]byte, error) {
	at := uint64(time.Now().UnixMilli())
	entry, leaf, err := entryOf(chain, kind, at)
	if err != nil {
		return nil, err
	}
	index, err := d.add(ctx, entry)()
	if err != nil {
		return nil, err
	}
	extensions := extensionsOf(index.Index)
	leaf.TimestampedEntry.Extensions = extensions
	sct := ct.SignedCertificateTimestamp{SCTVersion: ct.V1, LogID: ct.LogID{KeyID: d.signer.id}, Timestamp: at, Extensions: extensions}
	input, err := ct.SerializeSCTSignatureInput(sct, ct.LogEntry{Leaf: *leaf})
	if err != nil {
		return nil, err
	}
	signed, err := d.signer.sign(input)
	if err != nil {
		return nil, err
	}
	signature, err := tls.Marshal(signed)
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"sct_version": 0, "id": d.signer.id[:], "timestamp": at,
		"extensions": []byte(extensions), "signature": signature})
}

func (d *door) answer(w http.ResponseWriter, r *http.Request, kind ct.LogEntryType) {
	var request ct.AddChainRequest
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&request); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	chain, err := readChain(request)
	if err == nil {
		if chain[0].IsPrecertificate() != (kind == ct.PrecertLogEntryType) {
			err = errors.New("a precertificate at the door for certificates, or the reverse")
		}
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	identity := sha256.Sum256(chain[0].Raw)
	if _, known := d.answered[identity]; !known {
		answer, err := d.promise(r.Context(), chain, kind)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		d.answered[identity] = answer
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(d.answered[identity])
}

func (d *door) addChain(w http.ResponseWriter, r *http.Request) { d.answer(w, r, ct.X509LogEntryType) }

func (d *door) addPreChain(w http.ResponseWriter, r *http.Request) {
	d.answer(w, r, ct.PrecertLogEntryType)
}
