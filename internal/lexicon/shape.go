package lexicon

// Shape is what a language pack may hold: its top-level keys with the keys below each of them, or nil where
// these are names or there are none.
func Shape() map[string][]string {
	kindNames := make([]string, 0, maxKinds)
	for _, kind := range kinds {
		kindNames = append(kindNames, string(kind))
	}
	shape := map[string][]string{}
	for _, key := range packKeys() {
		shape[key] = nil
	}
	shape["commands"] = kindNames
	for _, s := range sections() {
		if s.byKind {
			shape[s.key] = kindNames
		}
		for _, w := range s.wholes {
			shape[s.key] = append(shape[s.key], w.key)
		}
	}
	return shape
}
