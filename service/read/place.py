"""Where a story stands among all: the number that lists are sorted by, and the key of its rows in the index."""

import hashlib
import sqlite3
from datetime import UTC, datetime

_TIE_BITS = 24
"""Of the hash: so many leave the seconds of all years their place in the 63 bits of a row key."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def place(last_published: str, story_id: str) -> int:
    """Grows with the time of the newest article, in seconds; stories of one second are in the order of a hash.

    So the places are the same in every file, whatever the order in which records came. A time that cannot be read is
    the earliest.
    """
    try:
        time = datetime.fromisoformat(last_published)
    except ValueError:
        time = _EARLIEST
    seconds = int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
    tie = int.from_bytes(hashlib.blake2b(story_id.encode(), digest_size=_TIE_BITS // 8).digest())
    return (seconds << _TIE_BITS) | tie


def same_second(one: int, other: int) -> bool:
    """Whether two places differ at most in how ties are broken."""
    return one >> _TIE_BITS == other >> _TIE_BITS


def free(connection: sqlite3.Connection, wanted: int) -> int:
    """The place, or the next one that no other story has: two of one second share a hash once in 16 million."""
    while connection.execute("SELECT 1 FROM stories WHERE row = ?", (wanted,)).fetchone():
        wanted += 1
    return wanted
