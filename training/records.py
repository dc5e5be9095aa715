"""What `lab dataset` found out about each image, from the records that a run keeps beside its result: `NAME.json.scores`, or a file for each
shard, `NAME-0-of-4.scores`. A line is JSON, a tab and a checksum; the first says what was asked. Needs nothing but Python.
"""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from zlib import crc32

from intervals import t_95, wilson_95

SIDE = 32


@dataclass(frozen=True, eq=False)
class Reading:
    """A number of each image, and their mean; `counted` are those that are 0 or 1."""

    positions: list[int]
    values: list[float]
    counted: bool = False

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def mean(self) -> float:
        return sum(self.values) / self.n

    def interval(self) -> tuple[float, float]:
        """95 %: Wilson's of a share of counted images, else Student's; without ends of one image."""
        if self.counted:
            return wilson_95(self.mean, self.n)
        if self.n < 2:
            return -math.inf, math.inf
        mean = self.mean
        half = t_95(self.n) * math.sqrt(sum((one - mean) ** 2 for one in self.values) / (self.n - 1) / self.n)
        return mean - half, mean + half

    def stored(self) -> dict:
        """The mean, the ends of its interval, which one image has none of, and how many images it is of, to five digits."""
        ends = (round(one, 5) if math.isfinite(one) else None for one in self.interval())
        return dict(zip(("value", "low", "high"), (round(self.mean, 5), *ends))) | {"n": self.n}

    def stored_share(self) -> dict:
        """The same of shares, whose intervals end at 0 and 1."""
        one = self.stored()
        return one | dict(zip(("low", "high"), within(one["value"], (one["low"], one["high"]), self.n)))

    def weighted(self, weights: list[float]) -> tuple[float, float]:
        """The sum of the weights of its images, by their positions, and that of its numbers times their weights."""
        mine = weights[: self.n] if self.positions[-1] == self.n - 1 else [weights[i] for i in self.positions]
        return sum(mine), sum(map(mul, mine, self.values))


def within(share: float, ends: tuple[float | None, float | None], n: int) -> tuple[float | None, float | None]:
    """The ends of the interval of a share, from 0 to 1. Where all n images say the same, Wilson's, as if each had been counted: their
    spread, which is none, says nothing of others."""
    if None in ends:
        return ends
    low, high = wilson_95(share, n) if ends[0] == ends[1] else ends
    return round(max(low, 0.0), 5), round(min(high, 1.0), 5)


@dataclass(frozen=True)
class Records:
    """What was asked, and the records of all its images in their order."""

    question: dict
    lines: list[dict]

    def reading(self, value: Callable[[dict], float | None], counted: bool = False) -> Reading | None:
        """Of those images that have a value."""
        found = [(line["image"], value(line)) for line in self.lines]
        found = [pair for pair in found if pair[1] is not None]
        return Reading(*map(list, zip(*found)), counted) if found else None


def read(folder: Path, name: str, sha256: str) -> Records | None:
    """The records of a run over all images that it was to ask of; none where there are none of these weights, or not all."""
    files = sorted(path for pattern in (f"{name}.json.scores", f"{name}-[0-9]*-of-*.scores") for path in (folder / sha256[:16]).glob(pattern))
    found, question = {}, None
    for header, *lines in filter(None, map(whole_lines, files)):
        if header["question"]["model"]["sha256"] == sha256:
            question = header["question"]
            found |= {line["image"]: line for line in lines}
    is_whole = question and sorted(found) == list(range(question["data"]["images"]))
    return Records(question, [found[image] for image in sorted(found)]) if is_whole else None


def whole_lines(path: Path) -> list[dict]:
    """The lines that are what was written."""
    parts = (line.rpartition(b"\t") for line in path.read_bytes().splitlines())
    return [json.loads(text) for text, _, checksum in parts if checksum == b"%08x" % crc32(text)]


def flags(digits: str) -> list[int]:
    """Answers of yes and no, four a hexadecimal digit, the first its highest bit."""
    return [int(digit, 16) >> bit & 1 for digit in digits for bit in (3, 2, 1, 0)]


def tail_sums(values: Iterable[float]) -> list[float]:
    """The sum from each place on."""
    sums, total = [], 0.0
    for value in reversed(list(values)):
        total += value
        sums.append(total)
    return sums[::-1]


def share(scores: list[float]) -> list[float] | None:
    """Of each band in Σ |score|; none where all are 0."""
    sizes = [abs(score) for score in scores]
    total = sum(sizes)
    return [size / total for size in sizes] if total else None


def by_band(wrong: list[int]) -> list[tuple[int, int]]:
    """Of each band of the DCT, along how many of its waves a network is wrong, and how many there are."""
    bands = [[0, 0] for _ in range(2 * SIDE - 1)]
    for place in range(SIDE * SIDE):
        band = bands[place // SIDE + place % SIDE]
        band[0] += wrong[place]
        band[1] += 1
    return [tuple(band) for band in bands]
