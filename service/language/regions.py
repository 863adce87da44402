"""How a date in numbers is written where: the order of day and month by region (ISO 3166, lower case)."""

MONTH_FIRST = frozenset(("us", "ph", "fm", "mh", "pw", "as", "gu", "mp", "pr", "vi"))
"""Regions that write the month first."""


def puts_day_first(region: str) -> bool:
    """Whether it is known that a region writes the day before the month: no unknown one ("") does."""
    return bool(region) and region not in MONTH_FIRST
