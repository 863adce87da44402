"""Timelines: the dated, sourced entries of a story, derived from the set of its articles. Pure."""

from service.timeline.chapters import Cache
from service.timeline.derive import derive

__all__ = ["Cache", "derive"]
