"""Clustering: which mentions tell of the same event."""
