"""Learned boilerplate: lines that an outlet prints under article after article."""
