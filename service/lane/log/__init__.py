"""The decision log: what a record of `lanes` holds, how the log is folded, and what may leave it."""
