package linkcheck

import (
	"context"
	"errors"
	"net/netip"
	"syscall"
)

// errPrivate keeps a connection from being made.
var errPrivate = errors.New("the address belongs to a private network")

// notPublic are the blocks that IANA's registries of special-purpose addresses do not call globally
// reachable (RFC 6890 and its successors) and that netip has no name for.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),    // carriers' own networks
	netip.MustParsePrefix("192.0.0.0/24"),     // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation
	netip.MustParsePrefix("198.18.0.0/15"),    // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("192.88.99.0/24"),   // once for relays
	netip.MustParsePrefix("168.63.129.16/32"), // a cloud's own service
	netip.MustParsePrefix("240.0.0.0/4"),      // reserved, and broadcast
	netip.MustParsePrefix("2001::/32"),        // tunnels
	netip.MustParsePrefix("::ffff:0:0:0/96"),  // translation within a host
	netip.MustParsePrefix("100::/64"),         // discarded
	netip.MustParsePrefix("2001:db8::/32"),    // documentation
	netip.MustParsePrefix("3fff::/20"),        // documentation
	netip.MustParsePrefix("fec0::/10"),        // once for sites
	netip.MustParsePrefix("64:ff9b:1::/48"),   // translation within a network
}

// embeds are the blocks in which an IPv4 address hides, and the byte that it begins at.
var embeds = []struct {
	netip.Prefix
	at int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12}, // RFC 6052
	{netip.MustParsePrefix("::/96"), 12},        // IPv4-compatible
	{netip.MustParsePrefix("2002::/16"), 2},     // 6to4
}

// isPublic reports whether an address is one that anybody on the internet may reach.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, block := range notPublic {
		if block.Contains(a) {
			return false
		}
	}
	for _, e := range embeds {
		if e.Contains(a) {
			bytes := a.As16()
			return isPublic(netip.AddrFrom4([4]byte(bytes[e.at : e.at+4])))
		}
	}
	return true
}

// onlyPublic refuses connections to what is not public. It is asked about the very address that is about
// to be connected to, so a name that means another address each time does not get past it.
func onlyPublic(at netip.AddrPort) error {
	if !isPublic(at.Addr()) {
		return errPrivate
	}
	return nil
}

// guarded has a dialer ask before each connection.
func guarded(check func(netip.AddrPort) error) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, _, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return errPrivate
		}
		return check(at)
	}
}
