"""Publisher families: which outlets are one publisher.

The rows are data (`families.toml`, `agencies.toml`, and the file of an operator). An outlet that no row names is a
family of its own, known by its registrable domain (Public Suffix List, private part included) or else by its name.
Doubt goes to the larger family, so that the count of independent sources may be too low and never too high.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from tld import get_fld

from service.errors import UsageError

Basis = Literal["name", "domain", "outlet", "unknown"]

_NAMES = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))
_SECTIONS, _PLATFORMS = frozenset(_NAMES["sections"]), frozenset(_NAMES["platforms"])

_ASCII_APART = re.compile(r"[^a-z0-9]+")
_HOST = re.compile(r"^(?:https?://)?((?:[\w-]+\.)+[^\W\d_][\w-]+)(?::\d+)?(?:[/?#]|$)", re.I)


class Row(msgspec.Struct, frozen=True, rename={"source": "from"}, forbid_unknown_fields=True):
    """A family of the data file; `agency` holds how a credit names it, if it is one that others print."""

    source: str
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()


class Family(NamedTuple):
    """The family of an outlet. `basis`: a row's `name` or `domain`, else its own by its `outlet`, or `unknown`.

    `evidence` is the name or domain that decided.
    """

    id: str
    basis: Basis
    evidence: str


class Families:
    """Looks families up; equal rows give equal answers."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self.rows = rows
        self._domains = {domain.lower(): family for family, row in rows.items() for domain in row.domains}
        self._names = {plain(name): family for family, row in rows.items() for name in (family, *row.names)}
        self.agencies = {name: family for family, row in rows.items() for name in row.agency}

    @lru_cache(maxsize=4096)  # noqa: B019  the tables live as long as the process
    def of(self, outlet: str, url: str | None = None) -> Family:
        """The family of an outlet by its name, by the address of its article, else one of its own."""
        host, home = host_of(outlet), host_of(url or "")
        on_platform = home is not None and not _PLATFORMS.isdisjoint(_with_parents(home))
        if found := self._by_name(host, outlet):
            return found
        for site in (host, None if on_platform else home):
            if site and (found := self._by_domain(site)):
                return found
        own = host or (None if on_platform else home)
        if own:
            return Family(registrable(own), "outlet", own)
        name = plain(outlet)
        return Family(name, "outlet", outlet) if name else Family("unknown", "unknown", outlet)

    def _by_name(self, host: str | None, outlet: str) -> Family | None:
        if host and self._by_domain(host):
            return None  # a domain that a row names decides by itself
        words = plain(registrable(host).split(".")[0] if host else outlet).split()
        while words:
            if family := self._names.get(" ".join(words)):
                return Family(family, "name", " ".join(words))
            if words[-1] not in _SECTIONS:
                return None
            words.pop()
        return None

    def _by_domain(self, host: str) -> Family | None:
        for domain in _with_parents(host):
            if family := self._domains.get(domain):
                return Family(family, "domain", domain)
        return None


@cache
def families(extra: str = "") -> Families:
    """The families of the data files and of an operator's file; its rows add to a family or replace an outlet's row.

    Raises UsageError when that file cannot be read or is no such table.
    """
    here = resources.files(__package__)
    rows = _rows(here.joinpath("families.toml").read_text("utf-8"), "families.toml")
    rows |= _rows(here.joinpath("agencies.toml").read_text("utf-8"), "agencies.toml")
    if extra:
        try:
            added = _rows(Path(extra).read_text("utf-8"), extra)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"outlet families file {extra}: {error}") from None
        rows |= {family: _joined(rows.get(family), row) for family, row in added.items()}
    return Families(rows)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name as names are compared: no case, accents, punctuation or leading article."""
    bare = name.replace("'", "").replace("\u2019", "")
    if bare.isascii():
        words = _ASCII_APART.sub(" ", bare.lower()).split()
    else:
        words = "".join(map(_as_compared, unicodedata.normalize("NFKD", bare))).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _as_compared(character: str) -> str:
    """Letters, digits and vowel signs stay, accents go, all else parts words."""
    kind = unicodedata.category(character)
    if kind[0] in "LN" or kind == "Mc" or (kind == "Mn" and not unicodedata.combining(character)):
        return character
    return "" if kind == "Mn" else " "


def host_of(text: str) -> str | None:
    """The host of an address, or of an outlet that is given as a domain; None for anything else."""
    found = _HOST.match(text.strip())
    return found[1].lower().removeprefix("www.") if found else None


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The registrable domain of a host (`news.example.co.uk` -> `example.co.uk`), the host itself where it has none."""
    return get_fld(f"https://{host}/", fail_silently=True) or host


def _with_parents(host: str) -> list[str]:
    """The host and the domains above it, down to the registrable one."""
    labels, least = host.split("."), registrable(host).count(".") + 1
    return [".".join(labels[i:]) for i in range(len(labels) - least + 1)]


def _rows(text: str, where: str) -> dict[str, Row]:
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, Row])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"outlet families file {where}: {error}") from None


def _joined(known: Row | None, added: Row) -> Row:
    if known is None:
        return added
    return Row(
        f"{known.source}; {added.source}",
        known.domains + added.domains,
        known.names + added.names,
        known.agency + added.agency,
    )
