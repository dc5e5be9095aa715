"""Does Occluded Frequency expect which corruption hurts which network? Needs nothing but Python.

Of a network and a corruption it expects the sum over bands of its share of |score|, times the corruption's share of energy
(`corruption-bands.json`, the mean over severities); measured is the loss of accuracy, the mean over severities. Both are numbers of an
image. Their ranks are compared over the networks of each corruption, over the corruptions of each network, and over all pairs
once what is of the network alone, and of the corruption alone, is taken away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import mul

from records import Reading, Records, flags, share
from resample import Number, intervals, spearman
from tools import CUT

SEVERITIES = 5
LEAST = 4
"""Networks, or corruptions, below which ranks say nothing."""


@dataclass(frozen=True)
class Cell:
    """A network under a corruption."""

    accuracy: Reading
    loss: Reading
    expected: Reading


@dataclass(frozen=True)
class Network:
    """A network under all corruptions, by their names."""

    model: str
    clean: Reading
    cells: dict[str, Cell]


def network(model: str, scores: Records, corrupted: Records, energy: dict[str, list[float]]) -> Network:
    """What the records of both runs say; `energy` is the share of each band in what a corruption changes."""
    names = corrupted.question["corruptions"]
    right = [[mean(answers) for answers in parts(flags(line["right"]), len(names))] for line in corrupted.lines]
    clean = [int(line["clean"]) for line in corrupted.lines]
    positions = list(range(len(clean)))
    shares = [(line["image"], found) for line in scores.lines if (found := share(line["scores"]))]

    def cell(i: int, name: str) -> Cell:
        accuracy = [row[i] for row in right]
        expected = [sum(map(mul, found, energy[name])) for _, found in shares]
        loss = [whole - part for whole, part in zip(clean, accuracy)]
        return Cell(Reading(positions, accuracy), Reading(positions, loss), Reading([image for image, _ in shares], expected))

    cells = {name: cell(i, name) for i, name in enumerate(names) if name in energy}
    return Network(model, Reading(positions, clean, True), cells)


def parts(answers: list[int], count: int) -> list[list[int]]:
    return [answers[SEVERITIES * i : SEVERITIES * (i + 1)] for i in range(count)]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def energies(bands: dict) -> dict[str, list[float]]:
    """The share of each band in what a corruption changes, the mean over severities, by its name."""
    rows = {one["corruption"]: [severity["energy"]["mean"] for severity in one["severities"]] for one in bands["corruptions"]}
    return {name: [mean(band) for band in zip(*severities)] for name, severities in rows.items()}


def compared(networks: list[Network], energy: dict[str, list[float]]) -> dict:
    """All that is stored of corruptions."""
    names = [name for name in energy if networks and all(name in one.cells for one in networks)]
    rows = [
        {
            "corruption": name,
            "energy_above": round(sum(energy[name][CUT:]), 5),
            "bands": [round(one, 5) for one in energy[name]],
            "networks": [stored_cell(one.model, one.cells[name]) for one in networks],
        }
        for name in names
    ]
    clean = [{"model": one.model, **one.clean.stored_share()} for one in networks]
    return {"clean": clean, "rows": rows, **correlations(networks, names)}


def stored_cell(model: str, cell: Cell) -> dict:
    return {"model": model, "accuracy": cell.accuracy.stored_share(), "loss": cell.loss.stored(), "expected": cell.expected.stored_share()}


def correlations(networks: list[Network], names: list[str]) -> dict:
    """Over the networks of each corruption, over the corruptions of each network, and over all without what is of one alone."""
    over_networks = [(name, [one.cells[name] for one in networks]) for name in names] if len(networks) >= LEAST else []
    over_corruptions = [(one.model, [one.cells[name] for name in names]) for one in networks] if len(names) >= LEAST else []
    both = [[one.cells[name] for name in names] for one in networks] if over_networks and over_corruptions else []
    statistics = [row_correlation(cells) for _, cells in over_networks + over_corruptions]
    statistics += [interaction(both)] if both else []
    cells = [one.cells[name] for one in networks for name in names]
    found = intervals([reading for cell in cells for reading in (cell.expected, cell.loss)], statistics)
    split, end = len(over_networks), len(over_networks) + len(over_corruptions)
    return {
        "over_networks": [{"corruption": name, **one} for (name, _), one in zip(over_networks, found[:split])],
        "over_corruptions": [{"model": model, **one} for (model, _), one in zip(over_corruptions, found[split:end])],
        "interaction": found[end] if both else None,
    }


def row_correlation(cells: list[Cell]) -> Callable[[Number], float | None]:
    return lambda number: spearman((number(cell.expected), number(cell.loss)) for cell in cells)


def interaction(table: list[list[Cell]]) -> Callable[[Number], float | None]:
    """Of what is expected and measured of a pair beyond the means of its network and of its corruption."""

    def statistic(number: Number) -> float | None:
        expected, loss = ([[number(getattr(cell, name)) for cell in row] for row in table] for name in ("expected", "loss"))
        return spearman(zip(centred(expected), centred(loss)))

    return statistic


def centred(table: list[list[float]]) -> list[float]:
    rows, columns = [mean(row) for row in table], [mean(column) for column in zip(*table)]
    whole = mean(rows)
    return [value - rows[i] - columns[j] + whole for i, row in enumerate(table) for j, value in enumerate(row)]
