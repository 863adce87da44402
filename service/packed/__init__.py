"""Packed containers: growing arrays, indexes and matrices made of them. Why: docs/explanation/packed.md."""
