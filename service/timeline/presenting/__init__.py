"""Presenting: which events are shown, in whose words, and what is left out of a record that grew too large."""
