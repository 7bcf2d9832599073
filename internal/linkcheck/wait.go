package linkcheck

import (
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// backoff is how long to wait before a retry: the base doubled with each try, half of it left to chance,
// so that those who failed together do not come back together.
func backoff(base time.Duration, tries int) time.Duration {
	full := base << min(tries, 10)
	return full/2 + rand.N(full/2+1)
}

// retryAfter is what a server asks to wait for, in seconds or until a date (RFC 9110, section 10.2.3).
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds >= 0 && seconds < 1e9 {
		return time.Duration(seconds * float64(time.Second)), true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}

// exhausted is how long a server wants no more requests because all are used up that it grants: by
// "RateLimit: …;r=0;t=30" or "RateLimit-Remaining: 0" with "RateLimit-Reset: 30" (drafts of
// draft-ietf-httpapi-ratelimit-headers), or by the older names with "X-", whose reset may be a time.
func exhausted(h http.Header, now time.Time) (time.Duration, bool) {
	if remaining, reset, ok := rateLimit(h.Get("RateLimit")); ok {
		return reset, remaining <= 0
	}
	for _, prefix := range [...]string{"RateLimit-", "X-RateLimit-", "X-Rate-Limit-"} {
		remaining, err := strconv.Atoi(strings.TrimSpace(h.Get(prefix + "Remaining")))
		if err != nil || remaining > 0 {
			continue
		}
		if reset, err := strconv.ParseInt(strings.TrimSpace(h.Get(prefix+"Reset")), 10, 64); err == nil && reset >= 0 {
			return sinceEpoch(reset, now), true
		}
	}
	return 0, false
}

// sinceEpoch is a reset as a duration: a large number is a time in seconds since 1970.
func sinceEpoch(reset int64, now time.Time) time.Duration {
	const year = 365 * 24 * 60 * 60
	if reset < year {
		return time.Duration(reset) * time.Second
	}
	return max(time.Unix(min(reset, 1<<40), 0).Sub(now), 0)
}

// rateLimit reads the first policy of a RateLimit header: what remains, and the time until there is more.
func rateLimit(value string) (remaining int, reset time.Duration, ok bool) {
	first, _, _ := strings.Cut(value, ",")
	hasRemaining, hasReset := false, false
	for part := range strings.FieldsFuncSeq(first, func(r rune) bool { return r == ';' || r == ' ' }) {
		key, number, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(number)
		if err != nil || n < 0 {
			continue
		}
		switch key {
		case "r":
			remaining, hasRemaining = n, true
		case "t":
			reset, hasReset = time.Duration(min(n, 1<<30))*time.Second, true
		default:
		}
	}
	return remaining, reset, hasRemaining && hasReset
}
