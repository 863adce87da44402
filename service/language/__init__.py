"""All that is words: per language a table, and what every stage reads text with."""
