"""Time expressions: what they look like in each language (tables), and which days they mean (rules)."""
