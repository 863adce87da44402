"""Programs that print every figure the documents quote."""
