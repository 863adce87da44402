"""Chores of those who work on storyfold."""
