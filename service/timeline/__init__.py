"""Timelines: the dated, sourced entries of a story, derived from the set of its articles. Pure."""
