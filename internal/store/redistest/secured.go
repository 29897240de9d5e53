package redistest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// StartTLS starts a server that speaks TLS alone, with a certificate of an
// authority that nobody else knows. The authority's certificate is in a file
// of the server's Dir: Authority.
func StartTLS(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := prepare(t, settings)
	pool := s.certify()
	s.configure(
		"port 0", fmt.Sprint("tls-port ", s.port), "tls-auth-clients no",
		"tls-ca-cert-file "+Authority, "tls-cert-file "+certificate, "tls-key-file "+key,
	)
	s.administer(&tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12})
	s.URL = "rediss://" + s.Addr()
	s.Restart()
	return s
}

// The files of a server that speaks TLS.
const (
	Authority   = "authority.pem"
	certificate = "certificate.pem"
	key         = "key.pem"
)

// certify writes the files, and returns the authority to trust.
func (s *Server) certify() *x509.CertPool {
	s.t.Helper()
	now := time.Now()
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	server := &x509.Certificate{
		SerialNumber: big.NewInt(2), NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	authorityKey, serverKey := s.newKey(), s.newKey()
	s.sign(Authority, authority, authority, authorityKey, authorityKey)
	s.sign(certificate, server, authority, serverKey, authorityKey)
	secret, err := x509.MarshalPKCS8PrivateKey(serverKey)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(key, "PRIVATE KEY", secret)
	pool := x509.NewCertPool()
	text, err := os.ReadFile(filepath.Join(s.Dir, Authority))
	if err != nil || !pool.AppendCertsFromPEM(text) {
		s.t.Fatalf("the authority's certificate cannot be read: %v", err)
	}
	return pool
}

func (s *Server) newKey() *ecdsa.PrivateKey {
	s.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	return key
}

func (s *Server) sign(name string, what, by *x509.Certificate, whose, with *ecdsa.PrivateKey) {
	s.t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, what, by, &whose.PublicKey, with)
	if err != nil {
		s.t.Fatal(err)
	}
	s.write(name, "CERTIFICATE", der)
}

func (s *Server) write(name, kind string, der []byte) {
	s.t.Helper()
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	if err := os.WriteFile(filepath.Join(s.Dir, name), text, 0o600); err != nil {
		s.t.Fatal(err)
	}
}
