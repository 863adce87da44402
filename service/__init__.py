"""storyfold: folds a stream of news articles into one merged, dated, sourced timeline per story."""

__version__ = "0.1.0"
