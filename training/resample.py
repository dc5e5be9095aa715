"""Rank correlations with intervals by a bootstrap over images. Needs nothing but Python.

It is Rubin's (1981): each draw gives every image of the test set a weight from the exponential distribution, the same in all tools and of
all networks, so that what was found out about one image stays together, however many images a tool was asked of. To a share of counted
images two come that nobody was asked of, one right and one wrong, with weights of half an image, so that it is drawn from the Beta
distribution of its count: none of ten is not none of all. An interval holds the middle 95 % of the draws. It says nothing of other
networks, and of a handful of images it is too narrow.
"""

import random
from collections.abc import Callable, Iterable, Iterator

from records import Reading

DRAWS = 2000
SEED = 0
UNASKED = 0.5
"""Mean weight of each of the two images that nobody was asked of."""

Number = Callable[[Reading], float]


def draws(images: int, source: random.Random) -> Iterator[list[float]]:
    """The weight of each image, by its position."""
    for _ in range(DRAWS):
        yield [source.expovariate(1.0) for _ in range(images)]


def drawn(reading: Reading, weights: list[float], source: random.Random) -> float:
    """The reading with each image of this weight."""
    right, wrong = (source.gammavariate(UNASKED, 1.0) for _ in range(2)) if reading.counted else (0.0, 0.0)
    total, value = reading.weighted(weights)
    return (value + right) / (total + right + wrong)


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


def spearman(pairs: Iterable[tuple[float, float]]) -> float | None:
    """The correlation of the ranks; none where all of one are equal."""
    a, b = map(ranks, map(list, zip(*pairs)))
    mean = (len(a) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return covariance / spread**0.5 if spread else None


def intervals(readings: list[Reading], statistics: list[Callable[[Number], float | None]]) -> list[dict]:
    """Each statistic, which takes the number of a reading by the function it is given, with its interval."""
    if not statistics:
        return []
    found, source = [[] for _ in statistics], random.Random(SEED)
    for weights in draws(max(reading.positions[-1] for reading in readings) + 1, source):
        numbers = {reading: drawn(reading, weights, source) for reading in readings}
        for values, statistic in zip(found, statistics):
            values.append(statistic(numbers.__getitem__))
    return [interval(statistic(lambda reading: reading.mean), values) for statistic, values in zip(statistics, found)]


def interval(value: float | None, values: list[float | None]) -> dict:
    values = sorted(one for one in values if one is not None)
    if value is None or not values:
        return {"rho": None, "low": None, "high": None}
    ends = (values[int(part * (len(values) - 1))] for part in (0.025, 0.975))
    return dict(zip(("rho", "low", "high"), (round(one, 4) for one in (value, *ends))))
