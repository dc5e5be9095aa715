"""Rank correlations with intervals by a bootstrap over images. Needs nothing but Python.

Each draw takes every image of the test set so often as a Poisson distribution of mean 1 says, in all tools and of all networks alike, so that
what was found out about one image stays together, however many images a tool was asked of. An interval holds the middle 95 % of the
draws. It says nothing of other networks, and where every image says the same, nothing of images that would not.
"""

import math
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from records import Reading

DRAWS = 2000
SEED = 0
MOST = 12
"""How often one image is drawn at most; more often would be once in 10¹⁰."""

Number = Callable[[Reading], float | None]


def draws(images: int) -> Iterator[list[int]]:
    """How often each image is in, by its position."""
    source = random.Random(SEED)
    chances = list(accumulate(math.exp(-1) / math.factorial(times) for times in range(MOST)))
    for _ in range(DRAWS):
        yield source.choices(range(MOST), cum_weights=chances, k=images)


def ranks(values: list[float]) -> list[float]:
    """From 1; equal values share their mean rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in order[first : last + 1]:
            found[place] = (first + last) / 2 + 1
        first = last + 1
    return found


def spearman(pairs: Iterable[tuple[float | None, float | None]]) -> float | None:
    """The correlation of the ranks; none where all of one are equal, or one is not known."""
    pairs = list(pairs)
    if any(value is None for pair in pairs for value in pair):
        return None
    a, b = map(ranks, map(list, zip(*pairs)))
    mean = (len(a) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return covariance / spread**0.5 if spread else None


def intervals(readings: list[Reading], statistics: list[Callable[[Number], float | None]]) -> list[dict]:
    """Each statistic, which takes the number of a reading by the function it is given, with its interval."""
    if not statistics:
        return []
    found = [[] for _ in statistics]
    for weights in draws(max(reading.positions[-1] for reading in readings) + 1):
        numbers = {reading: reading.weighted(weights) for reading in readings}
        for values, statistic in zip(found, statistics):
            values.append(statistic(numbers.__getitem__))
    return [interval(statistic(lambda reading: reading.mean), values) for statistic, values in zip(statistics, found)]


def interval(value: float | None, drawn: list[float | None]) -> dict:
    drawn = sorted(one for one in drawn if one is not None)
    if value is None or not drawn:
        return {"rho": None, "low": None, "high": None}
    ends = (drawn[int(part * (len(drawn) - 1))] for part in (0.025, 0.975))
    return dict(zip(("rho", "low", "high"), (round(one, 4) for one in (value, *ends))))
