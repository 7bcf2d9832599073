package lint

import "reflect"

// Schema is the JSON Schema of the values that an option may have, in the words of draft 7.
func (o Option) Schema() map[string]any {
	value := reflect.New(reflect.TypeOf(o.Default))
	if custom, ok := reflect.TypeAssert[Custom](value); ok {
		return custom.Schema()
	}
	word := map[string]any{"type": []string{"string", "number", "boolean"}}
	if len(o.Choices) > 0 {
		word = map[string]any{"enum": o.Choices}
	}
	switch value.Elem().Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean", "default": o.Default}
	case reflect.Int:
		return map[string]any{"type": "integer", "default": o.Default}
	case reflect.Slice:
		list := map[string]any{"type": []string{"array", "null"}, "items": word}
		if !reflect.ValueOf(o.Default).IsNil() { // what a rule does without the option is not what an empty list says
			list["default"] = o.Default
		}
		return list
	default:
		word["default"] = o.Default
		return word
	}
}
