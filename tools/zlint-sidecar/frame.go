package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The longest frame either side sends: a large CRL fits.
const maxFrame = 32 << 20

// readFrame gives the content of the next frame, or nil at the orderly end of the input.
func readFrame(in *bufio.Reader) ([]byte, error) {
	var header [4]byte
	if _, err := io.ReadFull(in, header[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, err
	}
	length := binary.BigEndian.Uint32(header[:])
	if length == 0 || length > maxFrame {
		return nil, fmt.Errorf("a frame of %d octets", length)
	}
	content := make([]byte, length)
	_, err := io.ReadFull(in, content)
	return content, err
}

func writeFrame(out *bufio.Writer, content []byte) error {
	var header [4]byte
	binary.BigEndian.PutUint32(header[:], uint32(len(content)))
	if _, err := out.Write(header[:]); err != nil {
		return err
	}
	if _, err := out.Write(content); err != nil {
		return err
	}
	return out.Flush()
}
