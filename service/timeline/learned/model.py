"""Learned sums: the weight of each sign, read from `weights.json`, which `benchmarks/fit_timelines.py` writes."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct, json

Whole = npt.NDArray[np.int64]


class Sum(Struct, frozen=True):
    """A sum of signs: `bias` and the weight of each sign by name, in thousandths of the natural log of the odds."""

    bias: int
    weights: Mapping[str, int]


class Weights(Struct, frozen=True):
    """The data file. `sums` has language -> name of a sum -> sum; "" is for languages without labelled stories.

    `provenance` says of which stories, when, and how well the sums did on stories left out.
    """

    provenance: Mapping[str, str | int | float]
    sums: Mapping[str, Mapping[str, Sum]]


class Model(NamedTuple):
    """A sum whose weights stand in the order of the signs that it is given."""

    bias: int
    weights: Whole

    def __call__(self, signs: Whole) -> Whole:
        """The log odds (thousandths) of each row of signs (last axis: signs). Whole numbers, so equal everywhere."""
        return signs @ self.weights + self.bias


def model(name: str, language: str, signs: Sequence[str]) -> Model:
    """The sum `name` for a language, or the one for all languages where it has none; signs it lacks weigh nothing."""
    return _model(name, language if language in _weights().sums else "", tuple(signs))


@cache
def _weights() -> Weights:
    return json.decode(files(__package__).joinpath("weights.json").read_bytes(), type=Weights)


@cache
def _model(name: str, language: str, signs: tuple[str, ...]) -> Model:
    found = _weights().sums[language][name]
    return Model(found.bias, np.array([found.weights.get(sign, 0) for sign in signs], dtype=np.int64))
