"""Stories: terms, how rare they are, and the index of centroids that an article is compared with."""
