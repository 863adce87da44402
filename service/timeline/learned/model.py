"""Learned sums: the weight of each sign, read from `weights.json`, which `benchmarks/fit_timelines.py` writes."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct, json

Whole = npt.NDArray[np.int64]
Column = Whole | npt.NDArray[np.bool_]
"""A sign of many things: a number or a flag for each."""


class Sum(Struct, frozen=True):
    """A sum of signs: `bias` and the weight of each sign by name, in thousandths of the natural log of the odds."""

    bias: int
    weights: Mapping[str, int]


class Weights(Struct, frozen=True):
    """The data file. `sums` has language -> name of a sum -> sum; "" is for languages without labelled stories.

    `provenance` says of which stories, when, and how well the sums did on stories left out. `thresholds` has how many
    thousandths of the chance that an entry is wrong the chance must be that it is right and matters.
    """

    provenance: Mapping[str, str | int | float]
    thresholds: Mapping[str, int]
    sums: Mapping[str, Mapping[str, Sum]]


class Model(NamedTuple):
    """A sum for signs in some order: `weights` in that order, `named` those that weigh anything, by sign.

    Log odds are thousandths, and whole numbers, so equal on every machine and in any order of adding.
    """

    bias: int
    weights: Whole
    named: Mapping[str, int]

    def __call__(self, signs: Whole) -> Whole:
        """The log odds of each row of signs (last axis: signs)."""
        return signs @ self.weights + self.bias

    def of(self, columns: Mapping[str, Column]) -> Whole:
        """The log odds where each sign is a column (an array; they broadcast to one shape)."""
        found = np.full(np.broadcast_shapes(*(column.shape for column in columns.values())), self.bias, dtype=np.int64)
        for sign, weight in self.named.items():
            found += columns[sign] * weight
        return found

    def one(self, signs: Mapping[str, int]) -> int:
        """The log odds of one thing, whose signs stand by name; those left out are 0."""
        named = self.named
        return self.bias + sum(named[sign] * value for sign, value in signs.items() if value and sign in named)


def model(name: str, language: str, signs: Sequence[str]) -> Model:
    """The sum `name` for a language, or the one for all languages where it has none; signs it lacks weigh nothing."""
    return _model(name, language if language in _weights().sums else "", tuple(signs))


def threshold(name: str) -> int:
    """A threshold by name."""
    return _weights().thresholds[name]


@cache
def _weights() -> Weights:
    return json.decode(files(__package__).joinpath("weights.json").read_bytes(), type=Weights)


@cache
def _model(name: str, language: str, signs: tuple[str, ...]) -> Model:
    found = _weights().sums[language][name]
    named = {sign: found.weights[sign] for sign in signs if found.weights.get(sign)}
    return Model(found.bias, np.array([named.get(sign, 0) for sign in signs], dtype=np.int64), named)
