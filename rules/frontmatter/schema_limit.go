package frontmatter

import (
	"math/big"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/kblint/kblint/internal/article"
)

// reportLimit is about how long, large or formed a value is.
func (v *violation) reportLimit(value *article.Value) {
	at, name := value.Span, v.name()
	switch k := v.leaf.ErrorKind.(type) {
	case *kind.Format:
		v.say(at, "the value of \"%s\" is no valid %s, which the schema demands", name, k.Want)
	case *kind.Pattern:
		v.say(at, "the value of \"%s\" has not the form that the schema demands: %s", name, k.Want)
	case *kind.MinLength:
		v.say(at, "\"%s\" has %d characters, and the schema demands at least %d", name, k.Got, k.Want)
	case *kind.MaxLength:
		v.say(at, "\"%s\" has %d characters, and the schema allows at most %d", name, k.Got, k.Want)
	case *kind.MinItems:
		v.say(at, "\"%s\" has %d items, and the schema demands at least %d", name, k.Got, k.Want)
	case *kind.MaxItems:
		v.say(at, "\"%s\" has %d items, and the schema allows at most %d", name, k.Got, k.Want)
	case *kind.UniqueItems:
		if second := k.Duplicates[1]; second < len(value.Items) {
			at = value.Items[second].Span
		}
		v.say(at, "this item of \"%s\" stands twice, which the schema does not allow", name)
	default:
		v.reportNumber(at)
	}
}

func (v *violation) reportNumber(at article.Span) {
	name := v.name()
	switch k := v.leaf.ErrorKind.(type) {
	case *kind.Minimum:
		v.say(at, "\"%s\" is less than %s, the least that the schema allows", name, decimal(k.Want))
	case *kind.ExclusiveMinimum:
		v.say(at, "\"%s\" must be more than %s, says the schema", name, decimal(k.Want))
	case *kind.Maximum:
		v.say(at, "\"%s\" is more than %s, the most that the schema allows", name, decimal(k.Want))
	case *kind.ExclusiveMaximum:
		v.say(at, "\"%s\" must be less than %s, says the schema", name, decimal(k.Want))
	default:
		if name == "" {
			_, at = v.place()
		}
		v.say(at, "this is not as the schema demands: %s", v.leaf.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
	}
}

// decimal is a number as people write it.
func decimal(r *big.Rat) string {
	f, _ := r.Float64()
	return big.NewFloat(f).Text('g', 12)
}
