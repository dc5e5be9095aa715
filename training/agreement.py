"""Do the frequency tools agree? Ranks the networks by each, from the stored results: writes www/results/agreement.json and its section
of RESULTS.md.

    python3 training/agreement.py            # writes
    python3 training/agreement.py --check    # fails where it differs

Of each network it takes what lies in the upper part of the spectrum by Occluded Frequency (the share of |score| above band 15,
`of-MODEL.json`), by the heat map (the error rate under noise along the waves of the DCT above band 15, `heatmap-MODEL-dct.json`),
by the high-pass filter (the accuracy with the bands from 16 on, `filter-MODEL.json`) and by PGD (the share of the perturbation's
energy in bands 21–62 at ℓ∞ 8/255, `rct-MODEL-pgd-8.json`), and Spearman's rank correlation of each pair over the networks that
have both. For each network over the corruptions, and for each corruption over the networks, it compares the loss of accuracy
(`corruption-MODEL.json`) with what Occluded Frequency expects: the sum over bands of its share, times the corruption's share of energy
(`corruption-bands.json`).

Intervals hold 95 % of resampled values: every number is drawn anew from what the images say of it, a mean from a normal
distribution with its standard error, a share of counted images from the Beta distribution of its count. They say nothing of other
networks than these. Needs nothing but Python.
"""

import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import claims
import markdown
from intervals import t_95, wilson_95

STORE = claims.FOLDER / "agreement.json"
FORMAT = "freqscope-agreement/1"
CUT = 16
DRAWS = 2000
SEED = 0
BEGIN = "<!-- All down to the next comment is written by training/agreement.py from www/results/. -->"
END = "<!-- The end of what is written by training/agreement.py. -->"
LEAST = 4
"""Networks, or corruptions, below which ranks say nothing."""


@dataclass(frozen=True)
class Mean:
    """A mean over n images and its standard error."""

    value: float
    error: float
    n: int

    def drawn(self, draws: random.Random) -> float:
        return draws.gauss(self.value, self.error)

    def interval(self) -> tuple[float, float]:
        half = t_95(self.n) * self.error
        return self.value - half, self.value + half


@dataclass(frozen=True)
class Share:
    """A share of n counted images."""

    count: int
    n: int

    @property
    def value(self) -> float:
        return self.count / self.n

    def drawn(self, draws: random.Random) -> float:
        return draws.betavariate(self.count + 0.5, self.n - self.count + 0.5)

    def interval(self) -> tuple[float, float]:
        return wilson_95(self.value, self.n)


def occluded(result: dict) -> Mean:
    share, n = result["all"]["low_share"], result["all"]["exact"]
    return Mean(1 - share["mean"], share["standard_error"], n)


def heat_map(result: dict) -> Mean:
    return Mean(result["high"]["mean"], result["high"]["standard_error"], result["question"]["data"]["images"])


def high_pass(result: dict) -> Share:
    return Share(result["high"][CUT], result["question"]["data"]["images"])


def attack(result: dict) -> Mean:
    thirds = result["attack"]["thirds"]
    return Mean(1 - thirds["mean"][0], thirds["standard_error"][0], result["attack"]["n"])


@dataclass(frozen=True)
class Tool:
    """One reading of the upper part of the spectrum, and the file that it is of."""

    name: str
    file: str
    read: Callable[[dict], Mean | Share]


TOOLS = [
    Tool("Occluded Frequency", "of-{}", occluded),
    Tool("heat map", "heatmap-{}-dct", heat_map),
    Tool("high-pass accuracy", "filter-{}", high_pass),
    Tool("PGD", "rct-{}-pgd-8", attack),
]


class Folder:
    """Stored results of the weights that ship; what is read is remembered."""

    def __init__(self, path: Path, models: list[claims.Model]):
        self.path, self.models, self.sources = path, models, {}

    def read(self, name: str, model: claims.Model | None = None) -> dict | None:
        """The result of this name, if it is there and of the model's weights."""
        path = self.path / f"{name}.json"
        if not path.exists():
            return None
        content = json.loads(path.read_bytes())
        if model and content["question"]["model"]["sha256"] != model.sha256:
            return None
        self.sources[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        return content


def ranks(values: list[float]) -> list[float]:
    """From 1; equal values share their mean rank."""
    return [sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values]


def spearman(a: list[float], b: list[float]) -> float | None:
    """The correlation of the ranks; none where all of one are equal."""
    a, b = ranks(a), ranks(b)
    mean = (len(a) + 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return covariance / spread**0.5 if spread else None


class Redrawn:
    """Numbers that are drawn anew, each reading's once."""

    def __init__(self, draws: random.Random):
        self.draws, self.found = draws, {}

    def __call__(self, reading: Mean | Share) -> float:
        if id(reading) not in self.found:
            self.found[id(reading)] = reading.drawn(self.draws)
        return self.found[id(reading)]


def resampled(statistic: Callable[[Callable], float | None]) -> dict:
    """The statistic, which takes a number of a reading by the function it is given, with its interval."""
    draws = random.Random(SEED)
    found = [statistic(Redrawn(draws)) for _ in range(DRAWS)]
    found = sorted(one for one in found if one is not None)
    value = statistic(lambda reading: reading.value)
    if value is None or not found:
        return {"rho": None, "low": None, "high": None}
    ends = (found[int(part * (len(found) - 1))] for part in (0.025, 0.975))
    return dict(zip(("rho", "low", "high"), (round(one, 4) for one in (value, *ends))))


def readings(folder: Folder) -> dict[str, dict[str, Mean | Share]]:
    """What each tool says of each network, as far as it is stored."""
    found = {}
    for model in folder.models:
        results = {tool.name: folder.read(tool.file.format(model.id), model) for tool in TOOLS}
        found[model.id] = {tool.name: tool.read(results[tool.name]) for tool in TOOLS if results[tool.name]}
    return found


def pairs(found: dict[str, dict[str, Mean | Share]]) -> Iterator[dict]:
    """The rank correlation of each pair of tools."""
    for i, first in enumerate(TOOLS):
        for second in TOOLS[i + 1 :]:
            both = [(one[first.name], one[second.name]) for one in found.values() if {first.name, second.name} <= one.keys()]
            if len(both) < LEAST:
                continue
            correlation = resampled(lambda number: spearman([number(a) for a, _ in both], [number(b) for _, b in both]))
            yield {"tools": [first.name, second.name], "networks": len(both), **correlation}


@dataclass(frozen=True)
class Corrupted:
    """A network's accuracy under corruptions, and the shares of its Occluded Frequency that are to expect it."""

    model: str
    clean: Share
    right: dict[str, list[Share]]
    shares: list[Mean]

    def expected(self, energy: list[float], number: Callable) -> float:
        """Σ over bands of the share of |score| and the corruption's share of energy."""
        return sum(number(share) * part for share, part in zip(self.shares, energy))

    def loss(self, corruption: str, number: Callable) -> float:
        """By how much accuracy is lower than without it, the mean over severities."""
        right = self.right[corruption]
        return number(self.clean) - sum(number(one) for one in right) / len(right)


def corrupted(folder: Folder) -> Iterator[Corrupted]:
    """The networks of which both are stored."""
    for model in folder.models:
        profile, counts = folder.read(f"of-{model.id}", model), folder.read(f"corruption-{model.id}", model)
        if not profile or not counts or "share" not in profile["all"]:
            continue
        n, share = counts["question"]["data"]["images"], profile["all"]["share"]
        means = [Mean(*pair, profile["all"]["exact"]) for pair in zip(share["mean"], share["standard_error"])]
        right = {one["corruption"]: [Share(count, n) for count in one["right"]] for one in counts["corruptions"]}
        yield Corrupted(model.id, Share(counts["clean"], n), right, means)


def corruptions(folder: Folder) -> list[dict]:
    """Rank correlations of the loss of accuracy with what Occluded Frequency expects: of each network over the corruptions, and of
    each corruption over the networks."""
    bands = folder.read("corruption-bands")
    networks = list(corrupted(folder)) if bands else []
    if not networks:
        return []
    energy = {one["corruption"]: mean_energy(one) for one in bands["corruptions"] if all(one["corruption"] in n.right for n in networks)}
    cells = [[(network, name) for name in energy] for network in networks]
    rows = [(f"{network.model} over corruptions", row) for network, row in zip(networks, cells)]
    rows += [(f"{name} over networks", list(column)) for name, column in zip(energy, zip(*cells))]
    return [correlated(title, row, energy) for title, row in rows if len(row) >= LEAST]


def mean_energy(corruption: dict) -> list[float]:
    """The share of each band in a corruption's energy, the mean over severities."""
    means = [severity["energy"]["mean"] for severity in corruption["severities"]]
    return [sum(band) / len(band) for band in zip(*means)]


def correlated(title: str, row: list[tuple[Corrupted, str]], energy: dict[str, list[float]]) -> dict:
    def pairs(number: Callable) -> list[tuple[float, float]]:
        return [(network.expected(energy[name], number), network.loss(name, number)) for network, name in row]

    measured = [
        {"model": network.model, "corruption": name, "expected": round(expected, 5), "loss": round(loss, 5)}
        for (network, name), (expected, loss) in zip(row, pairs(lambda reading: reading.value))
    ]
    return {"of": title, "measured": measured, **resampled(lambda number: spearman(*zip(*pairs(number))))}


def heat_maps(folder: Folder) -> Iterator[dict]:
    """Of each network's map in the Fourier basis, as published: the error rate without noise, along the low waves, and along the others,
    and whether that is what Yin et al. (2019) found."""
    for model in folder.models:
        result = folder.read(f"heatmap-{model.id}", model)
        if not result:
            continue
        n = result["question"]["data"]["images"]
        low, high = (Mean(result[part]["mean"], result[part]["standard_error"], n) for part in ("low", "high"))
        clean = Share(result["clean"], n)
        rates = {"clean": stored(clean), "low": stored(low), "high": stored(high)}
        yield {"model": model.id, "robust": model.robust, **rates, "as_published": as_published(model.robust, clean, low, high)}


def as_published(robust: bool, clean: Share, low: Mean, high: Mean) -> str:
    """A natural network errs more often along high waves than without noise, a robust one more often along low waves than along high
    ones: “yes” or “no” where the intervals lie apart."""
    more, less = (low, high) if robust else (high, clean)
    if more.interval()[0] > less.interval()[1]:
        return YES
    return "no" if more.interval()[1] < less.interval()[0] else UNKNOWN


YES, UNKNOWN = "yes", "not known"


def document(folder: Folder) -> dict:
    """What is written to agreement.json."""
    found = readings(folder)
    networks = [{"model": model, "readings": {name: stored(one) for name, one in tools.items()}} for model, tools in found.items()]
    parts = {"networks": networks, "correlations": list(pairs(found)), "corruptions": corruptions(folder)}
    parts["heat_maps"] = list(heat_maps(folder))
    return {"format": FORMAT, "draws": DRAWS, "seed": SEED, **parts, "sources": folder.sources}


def stored(reading: Mean | Share) -> dict:
    low, high = reading.interval()
    return {"value": round(reading.value, 5), "low": round(low, 5), "high": round(high, 5), "n": reading.n}


def is_measured(found: dict) -> bool:
    """Whether anything can be compared."""
    return bool(found["correlations"] or found["corruptions"] or found["heat_maps"])


def section(found: dict) -> list[str]:
    """The paragraphs of RESULTS.md."""
    if not is_measured(found):
        return ["Not measured yet: job 3b of GPU.md."]
    names = [tool.name for tool in TOOLS]
    networks = [[one["model"], *(cell(one["readings"].get(name)) for name in names)] for one in found["networks"]]
    tools = [[" and ".join(one["tools"]), str(one["networks"]), *words(one)] for one in found["correlations"]]
    corrupted = [[one["of"], *words(one)] for one in found["corruptions"]]
    maps = [[one["model"], *(cell(one[part]) for part in RATES), one["as_published"]] for one in found["heat_maps"]]
    heads = [
        (["network", *names], networks),
        (["tools", "networks", "rank correlation", "95 %"], tools),
        (["network", "wrong without noise", "along low waves", "along high waves", "as published"], maps),
        (["loss of accuracy as expected", "rank correlation", "95 %"], corrupted),
    ]
    return [*said(found), *(markdown.table([head, *rows]) for head, rows in heads if rows)]


RATES = ("clean", "low", "high")


def said(found: dict) -> list[str]:
    """What that says, in plain words."""
    return [" ".join([alike(found["correlations"]), *(yin(found["heat_maps"], robust) for robust in (False, True))]).strip()]


def alike(correlations: list[dict]) -> str:
    """Which tools rank the networks alike."""
    if not correlations:
        return f"No two tools are stored of {LEAST} networks both: how alike they rank them is not known yet."
    ways = {"alike": [], "the other way round": [], "in an order that is not known well enough": []}
    for one in correlations:
        ways[direction(one)].append(" and ".join(one["tools"]))
    parts = [f"{len(pairs)} {way} ({'; '.join(pairs)})" for way, pairs in ways.items() if pairs]
    return f"Of {len(correlations)} pairs of tools, by intervals, so many rank the networks: {', '.join(parts)}."


def direction(correlation: dict) -> str:
    """Whether two tools rank the networks alike."""
    low, high = correlation["low"], correlation["high"]
    if low is not None and low > 0:
        return "alike"
    return "the other way round" if high is not None and high < 0 else "in an order that is not known well enough"


def yin(maps: list[dict], robust: bool) -> str:
    """In how many networks the map is as published."""
    maps = [one for one in maps if one["robust"] == robust]
    if not maps:
        return ""
    held, unknown = (sum(one["as_published"] == verdict for one in maps) for verdict in (YES, UNKNOWN))
    held = f"{held} of {len(maps)}" + (f", {unknown} not known," if unknown else "")
    if robust:
        return f"And adversarially trained ones less sensitive to high waves than to low ones: so are {held} here."
    return f"Yin et al. found natural networks sensitive to all but the lowest waves: along high ones {held} err more often here than without noise."


def cell(reading: dict | None) -> str:
    if reading is None:
        return "–"
    value, low, high = (f"{100 * reading[name]:.1f}" for name in ("value", "low", "high"))
    return f"{value} % ({low} to {high} %), n = {reading['n']:,}"


def words(correlation: dict) -> list[str]:
    if correlation["rho"] is None:
        return ["–", "–"]
    return [f"{correlation['rho']:.2f}", f"{correlation['low']:.2f} to {correlation['high']:.2f}"]


def texts() -> dict[Path, str]:
    """What the two files have to be; of the first none where nothing can be compared."""
    found = document(Folder(claims.FOLDER, claims.models()))
    json_text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    results = {claims.RESULTS: markdown.replaced(claims.RESULTS, BEGIN, END, section(found))}
    return results | ({STORE: json_text} if is_measured(found) else {})


def write() -> None:
    for path, text in texts().items():
        path.write_text(text)


def check() -> None:
    """Ends in an error where a file is not what the stored results make it."""
    for path, text in texts().items():
        if not path.exists() or path.read_text() != text:
            raise SystemExit(f"{path.relative_to(claims.ROOT)} is not of the stored results: run python3 training/agreement.py")


if __name__ == "__main__":
    check() if sys.argv[1:] == ["--check"] else write()
