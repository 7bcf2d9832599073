package config

// Scalar is a text as a configuration file has it: in quotes where it needs them.
func Scalar(text string) string { return scalar(text) }

// List is a list of texts as a configuration file has it, in one line.
func List(texts []string) string { return list(texts) }
