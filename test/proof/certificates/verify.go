// What Go's crypto/x509 and crypto/tls think of certificates.
//
//	verify ROOT CHAIN client|server [NAME]   whether the chain, leaf first, holds up to the root for this use
//	connect ADDRESS ROOT CHAIN KEY 1.2|1.3   whether TLS of this version comes about, with the chain as the client's
//
// Prints "holds", or the reason why not.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("holds")
}

func run(args []string) error {
	switch args[0] {
	case "verify":
		return verify(args[1], args[2], args[3], append(args[4:], "")[0])
	case "connect":
		return connect(args[1], args[2], args[3], args[4], args[5])
	}
	return errors.New("expected verify or connect")
}

func verify(rootFile, chainFile, use, name string) error {
	roots, err := read(rootFile)
	if err != nil {
		return err
	}
	chain, err := read(chainFile)
	if err != nil {
		return err
	}
	options := x509.VerifyOptions{Roots: pool(roots), Intermediates: pool(chain[1:]), DNSName: name}
	options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if use == "server" {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
	_, err = chain[0].Verify(options)
	return err
}

func connect(address, rootFile, chainFile, keyFile, version string) error {
	roots, err := read(rootFile)
	if err != nil {
		return err
	}
	own, err := tls.LoadX509KeyPair(chainFile, keyFile)
	if err != nil {
		return err
	}
	only := uint16(tls.VersionTLS12)
	if version == "1.3" {
		only = tls.VersionTLS13
	}
	settings := &tls.Config{
		RootCAs:      pool(roots),
		Certificates: []tls.Certificate{own},
		MinVersion:   only,
		MaxVersion:   only,
	}
	connection, err := tls.Dial("tcp", address, settings)
	if err != nil {
		return err
	}
	defer connection.Close()
	// In TLS 1.3 a server that does not take the certificate says so late: whoever lets this in asks for more, and waits.
	connection.SetReadDeadline(time.Now().Add(500 * time.Millisecond))
	_, err = connection.Read(make([]byte, 1))
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil
	}
	return err
}

func pool(certificates []*x509.Certificate) *x509.CertPool {
	all := x509.NewCertPool()
	for _, one := range certificates {
		all.AddCert(one)
	}
	return all
}

func read(file string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var all []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		one, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return nil, errors.New("no certificate in " + file)
	}
	return all, nil
}
