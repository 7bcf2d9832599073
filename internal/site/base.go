package site

import "strings"

// LearnBase corrects the path of the base URL by the full addresses that articles give for one another: many
// a configuration has the host alone, while the site lies in a folder of it, beside a forum or a shop.
func (s *Space) LearnBase(addresses []string) {
	if s.basePath != "/" || s.hostName == "" {
		return
	}
	const enough = 2
	right, votes := s.vote(addresses)
	best := ""
	for base, n := range votes {
		if n > votes[best] || n == votes[best] && base < best {
			best = base
		}
	}
	if votes[best] >= enough && votes[best] > right {
		s.basePath = best
	}
}

// vote counts the addresses that are right as they stand, and those that would be without their first folder,
// by that.
func (s *Space) vote(addresses []string) (right int, votes map[string]int) {
	votes = map[string]int{}
	for _, address := range addresses {
		urlPath, own := s.ownPath(address)
		urlPath, _, _ = strings.Cut(urlPath, "#")
		if !own || urlKey(urlPath) == "" {
			continue
		}
		first, rest, inside := strings.Cut(strings.TrimPrefix(urlPath, "/"), "/")
		switch {
		case s.at(urlPath) != nil:
			right++
		case inside && rest != "" && s.at("/"+rest) != nil:
			votes["/"+first+"/"]++
		}
	}
	return right, votes
}
