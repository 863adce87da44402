"""Imported by the fork server of the cleaning pool: every process forked from it is born warm.

Grammars, word lists, the language model and the parsers are loaded when they are first used, which costs seconds of CPU
time. Here they are used, on articles of the sample feed in every form, before there is a process.
"""

import gc
from itertools import islice

import orjson

from service import sample
from service.cleaning import Cleaner
from service.settings import Settings
from service.stages import CleanOutcome, Incoming, clean

OF_EACH_KIND = 3
"""Texts and pages of the sample: the first loads, the others show that nothing is left to load."""


def exercise() -> list[CleanOutcome]:
    """Clean some articles of the sample feed of every language, texts and pages, by both extractors."""
    cleaner, kinds = Cleaner(Settings()), dict[tuple[object, bool], list[bytes]]()
    for line in sample.PATH.read_bytes().splitlines():
        if line.startswith(b"{"):
            article = orjson.loads(line)
            kinds.setdefault((article.get("language"), "html" in article), []).append(line)
    return [
        clean(Incoming(None, line), cleaner, fast=fast)
        for lines in kinds.values()
        for line in islice(lines, OF_EACH_KIND)
        for fast in (False, True)
    ]


exercise()
gc.freeze()  # what was loaded stays, and is shared: the collector need not look at it, nor write to it
