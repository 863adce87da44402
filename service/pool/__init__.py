"""Processes that may be killed: one function over a batch, in order, with a deadline for each item."""
