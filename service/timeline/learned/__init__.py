"""What was learned from labelled stories: sums of whole-number signs with whole-number weights, as data."""
