"""What others would run instead, to be measured beside storyfold."""

TEXTBOOK_TOPICS = ("raw", "clean", "resolved", "timelines")
"""Topics of `textbook`, in order, without their prefix."""
