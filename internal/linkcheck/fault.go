package linkcheck

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"syscall"

	"github.com/kblint/kblint/internal/web"
)

// fault is what kept a request from being answered.
type fault struct {
	reason  web.Reason
	dead    bool // once it has come often enough
	retry   bool // it may pass
	host    bool // it holds for all addresses of the host
	network bool // it may be this machine's network
}

// faultOf sorts an error of a request.
func faultOf(err error) fault {
	var (
		name    *net.DNSError
		op      *net.OpError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
		alert   tls.AlertError
		verify  *tls.CertificateVerificationError
	)
	switch {
	case errors.Is(err, errPrivate):
		return fault{reason: web.Private, host: true}
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return fault{reason: web.Unreachable, retry: true, network: true}
	case errors.As(err, &name) && name.IsNotFound:
		return fault{reason: web.NoHost, dead: true, retry: true, host: true, network: true}
	case errors.As(err, &name):
		return fault{reason: web.Unreachable, retry: true, host: true, network: true}
	case errors.As(err, &host):
		return fault{reason: web.WrongHost, dead: true, host: true}
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fault{reason: web.ExpiredProof, host: true}
	case errors.As(err, &verify), errors.As(err, &alert), errors.As(err, &record), isPlainReply(err):
		return fault{reason: web.Untrusted, host: true}
	case errors.As(err, &op) && op.Op == "dial":
		return dialFault(err)
	case isTimeout(err):
		return fault{reason: web.Timeout, retry: true}
	default:
		return fault{reason: web.Broken, retry: true}
	}
}

// dialFault sorts an error of connecting.
func dialFault(err error) fault {
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fault{reason: web.Refused, dead: true, retry: true, host: true, network: true}
	case isTimeout(err):
		return fault{reason: web.Timeout, retry: true, host: true, network: true}
	default:
		return fault{reason: web.Unreachable, retry: true, host: true, network: true}
	}
}

func isTimeout(err error) bool {
	var t net.Error
	return errors.As(err, &t) && t.Timeout()
}

// isPlainReply reports whether a server answered a handshake in plain HTTP, for which there is no type.
func isPlainReply(err error) bool {
	return strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// isConnected reports whether this machine reaches a network beyond its own: whether it finds a name that
// IANA keeps for all time (RFC 2606). A resolver may well say of all names that they do not exist.
func (c *client) isConnected(ctx context.Context) bool {
	if c.lookup == nil && !hasNetwork() {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	for _, name := range []string{"example.com", "www.iana.org"} {
		var err error
		if c.lookup != nil {
			_, err = c.lookup(ctx, name)
		} else {
			_, err = net.DefaultResolver.LookupHost(ctx, name)
		}
		if err == nil {
			return true
		}
	}
	return false
}

// hasNetwork reports whether this machine has an address that others might reach.
func hasNetwork() bool {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return true // then it is not known
	}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			return true
		}
	}
	return false
}
