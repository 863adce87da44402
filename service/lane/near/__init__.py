"""Near-duplicates: fingerprints, the banded index that finds candidates, and what they are compared by."""
