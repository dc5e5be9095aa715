"""What each frequency tool says of the upper part of the spectrum, band by band, from the records of its run.

Of every network: Occluded Frequency (the share of |score| from each band on), the heat map (the error rate under noise along the waves of
each band of the DCT), the high-pass filter (the accuracy with the bands from each on), and PGD at ℓ∞ 8/255 (the share of its perturbation's
energy from each band on). Needs nothing but Python.
"""

from collections.abc import Callable
from dataclasses import dataclass

from records import Reading, Records, by_band, flags, share, tail_sums

CUT = 16
"""The first band of the upper part."""
BANDS = 63


@dataclass(frozen=True)
class Tool:
    """A tool, the run that it is read from, and how."""

    key: str
    name: str
    what: str
    """That its numbers are."""
    file: str
    bands: Callable[[Records], list[Reading | None]]
    upper: Callable[[Records], Reading | None]


def each_band(records: Records, values: Callable[[dict], list[float] | None], counted: bool = False) -> list[Reading | None]:
    """A reading a band; the values of an image are made once."""
    rows = [values(line) for line in records.lines]
    there = [(line["image"], row) for line, row in zip(records.lines, rows) if row is not None]
    positions = [position for position, _ in there]
    return [Reading(positions, [row[band] for _, row in there], counted) if there else None for band in range(BANDS)]


def scores(line: dict) -> list[float] | None:
    shares = share(line["scores"])
    return shares and tail_sums(shares)


def error_rates(line: dict) -> list[float]:
    return [errors / waves for errors, waves in by_band(flags(line["wrong"]))]


def upper_errors(line: dict) -> float:
    """Over all waves of the upper part."""
    errors, waves = (sum(column) for column in zip(*by_band(flags(line["wrong"]))[CUT:]))
    return errors / waves


def right(line: dict) -> list[float]:
    return flags(line["high"])[:BANDS]


def energy(line: dict) -> list[float] | None:
    return line["found"] and tail_sums(line["found"]["attack"]["change"]["energy"])


def at_cut(values: Callable[[dict], list[float] | None], counted: bool = False) -> Callable[[Records], Reading | None]:
    return lambda records: records.reading(lambda line: (row := values(line)) and row[CUT], counted)


TOOLS = [
    Tool("occluded_frequency", "Occluded Frequency", "share of |score|", "of-{}", lambda records: each_band(records, scores), at_cut(scores)),
    Tool("heat_map", "heat map", "errors with noise", "heatmap-{}-dct", lambda records: each_band(records, error_rates), lambda records: records.reading(upper_errors)),
    Tool("high_pass", "high-pass filter", "accuracy", "filter-{}", lambda records: each_band(records, right, True), at_cut(right, True)),
    Tool("pgd", "PGD", "share of energy", "rct-{}-pgd-8", lambda records: each_band(records, energy), at_cut(energy)),
]
