"""Mentions: the dated and undated clauses of one article that may tell of an event. Pure and stateless."""

from service.mentions.find import find, warm

__all__ = ["find", "warm"]
