"""Chances from log odds, in whole numbers that are equal on every machine."""

from decimal import Decimal

_STEP, _LIMIT = 25, 7000
"""Log odds (thousandths) from one entry of the table to the next, and where chances are 0 or 1000 for good."""


def _chance(odds: int) -> int:
    return int(1000 / (1 + (Decimal(-odds) / 1000).exp()) + Decimal("0.5"))


# 0 to 1000 for each step
_CHANCES = [_chance(odds) for odds in range(-_LIMIT, _LIMIT + 1, _STEP)]


def chance(odds: int) -> int:
    """The chance in thousandths that log odds (thousandths) stand for; decimal arithmetic, so no libm has a say."""
    return _CHANCES[(min(max(odds, -_LIMIT), _LIMIT) + _LIMIT + _STEP // 2) // _STEP]
