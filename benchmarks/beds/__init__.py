"""Labelled beds that weights are fitted on."""
