"""The days that an EDTF date covers, for filtering by day."""

import calendar
import re
from functools import lru_cache

_PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


@lru_cache(maxsize=65_536)
def days(date: str) -> tuple[str, str] | None:
    """First and last day (ISO, inclusive) of a day, month, year, decade, century or an interval of them.

    None for a date of another form: it is shown, but no filter by day finds it.

    >>> days("2025-08"), days("199X"), days("2025-07/2025-09-03")
    (('2025-08-01', '2025-08-31'), ('1990-01-01', '1999-12-31'), ('2025-07-01', '2025-09-03'))
    """
    first, _, last = date.partition("/")
    low, high = _PART.fullmatch(first), _PART.fullmatch(last or first)
    if not low or not high or low[1] == "0000" or (high[2] and not "01" <= high[2] <= "12"):
        return None
    return _day(low, "0", "01", last=False), _day(high, "9", "12", last=True)


def _day(part: re.Match[str], digit: str, month: str, *, last: bool) -> str:
    year, month = part[1].replace("X", digit), part[2] or month
    end = calendar.monthrange(int(year), int(month))[1] if last else 1
    return f"{year}-{month}-{part[3] or f'{end:02d}'}"
