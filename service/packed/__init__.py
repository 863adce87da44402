"""Packed containers: arrays that grow in place, and the indexes and matrices made of them. Names no article."""
