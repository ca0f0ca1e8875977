package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	ct "github.com/google/certificate-transparency-go"
	"github.com/google/certificate-transparency-go/tls"
	"github.com/transparency-dev/formats/log"
)

// What the key of the log signs: SCTs, and checkpoints as RFC6962NoteSignature (C2SP static-ct-api).
type signer struct {
	key     *ecdsa.PrivateKey
	id      [sha256.Size]byte
	name    string
	keyHash uint32
}

const noteOfTreeHead = 0x05

func newSigner(key *ecdsa.PrivateKey, spki []byte, name string) *signer {
	id := sha256.Sum256(spki)
	hash := sha256.Sum256(append([]byte(name+"\n\x05"), id[:]...))
	return &signer{key: key, id: id, name: name, keyHash: binary.BigEndian.Uint32(hash[:])}
}

func (s *signer) sign(message []byte) (ct.DigitallySigned, error) {
	hash := sha256.Sum256(message)
	signature, err := s.key.Sign(rand.Reader, hash[:], crypto.SHA256)
	return ct.DigitallySigned{
		Algorithm: tls.SignatureAndHashAlgorithm{Hash: tls.SHA256, Signature: tls.ECDSA},
		Signature: signature,
	}, err
}

// The three of note.Signer.
func (s *signer) Name() string    { return s.name }
func (s *signer) KeyHash() uint32 { return s.keyHash }

func (s *signer) Sign(message []byte) ([]byte, error) {
	var head log.Checkpoint
	if rest, err := head.Unmarshal(message); err != nil || len(rest) > 0 {
		return nil, fmt.Errorf("not a checkpoint: %v", err)
	}
	now := uint64(time.Now().UnixMilli())
	sth := ct.SignedTreeHead{Version: ct.V1, TreeSize: head.Size, Timestamp: now}
	copy(sth.SHA256RootHash[:], head.Hash)
	input, err := ct.SerializeSTHSignatureInput(sth)
	if err != nil {
		return nil, err
	}
	signed, err := s.sign(input)
	if err != nil {
		return nil, err
	}
	signature, err := tls.Marshal(signed)
	return append(binary.BigEndian.AppendUint64(nil, now), signature...), err
}
