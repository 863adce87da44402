"""Words of time, and what they mean, for the languages that have a grammar of their own in `mentions/temporal`."""
