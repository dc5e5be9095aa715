"""Tests the paper's claims with the stored results: writes www/results/claims.json and “Does it hold?” in RESULTS.md.

    python3 training/claims.py            # writes
    python3 training/claims.py --check    # fails where they differ

Reads what training/results.py stored in www/results/: mean Occluded Frequency (`lab dataset of`), RCT over attacks (`lab
dataset rct`), inversions (`lab dataset invert`) and `lab prop1`. A result whose weights are not those of models/manifest.json
is left out. Every verdict follows from a rule on 95 % intervals (a mean ± Student's t times its standard error) in this file; a
claim whose intervals are too wide to decide is “undecided”, one without its data “not measured”. The mean of one image has an
interval without end, which decides nothing. Needs nothing but Python.
"""

import hashlib
import json
import math
import statistics
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import markdown
from intervals import t_95

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "www" / "results"
STORE = FOLDER / "claims.json"
RESULTS = ROOT / "RESULTS.md"
MANIFEST = ROOT / "models" / "manifest.json"
BEGIN = "<!-- All down to the next comment is written by training/claims.py from www/results/. -->"
END = "<!-- The end of what is written by training/claims.py. -->"
LOWEST_THIRD = 1 / 3
MAIN = 0.5
NEAR_ZERO = 0.05
HOLDS, IN_PART, FAILS, OPEN, MISSING = "holds", "holds in part", "does not hold", "undecided", "not measured"
SHARE, RATIO = "share", "ratio"
PLAIN = "zero fill, as in the paper"
CONTROL_VARIATE = "control variate"
RADII = (0.15, 0.2, None)
"""The paper's, of which its claims are; attacks of others are for agreement.py."""
UNJUDGED = tuple(
    f"freqscope-{kind}/" for kind in ("accuracy", "sample-scores", "heatmap", "filter", "corruption", "corruption-bands")
)
"""Results of which the paper claims nothing."""


@dataclass(frozen=True)
class Interval:
    """A number with its 95 % interval; one that may be anything has infinite ends."""

    value: float
    low: float
    high: float

    @staticmethod
    def around(mean: float, error: float | None, n: int) -> "Interval":
        """Student's interval of a mean of n values, from its standard error; without end where there is none."""
        half = math.inf if error is None or n < 2 else t_95(n) * error
        return Interval(mean, mean - half, mean + half)

    @staticmethod
    def of(estimate: dict, n: int) -> "Interval":
        """Of a mean of n values and its standard error, as `lab` writes them."""
        return Interval.around(estimate["mean"], estimate["standard_error"], n)

    def ends(self) -> bool:
        return math.isfinite(self.low) and math.isfinite(self.high)

    def over(self, other: "Interval") -> "Interval":
        """The ratio to a number that is not negative; its interval holds the ratios of all pairs from the two intervals."""
        if not (self.ends() and other.ends()):
            return Interval(self.value / max(other.value, 1e-30), -math.inf, math.inf)
        least, most = (max(end, 1e-30) for end in (other.low, other.high))
        low, high = min(self.low / least, self.low / most), max(self.high / least, self.high / most)
        return Interval(self.value / max(other.value, 1e-30), low, high)

    def exp(self) -> "Interval":
        return Interval(*(math.exp(number) for number in (self.value, self.low, self.high)))

    def magnitude(self) -> "Interval":
        """That of the absolute value."""
        ends = sorted((abs(self.low), abs(self.high)))
        return Interval(abs(self.value), 0.0 if self.low <= 0 <= self.high else ends[0], ends[1])


@dataclass(frozen=True)
class Reading:
    """What was measured of one model, or of one attack on it, on n images; an exact number has neither an interval nor n."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None

    @staticmethod
    def of(name: str, interval: Interval, n: int) -> "Reading":
        return Reading(name, *(round(number, 5) for number in (interval.value, interval.low, interval.high)), n)

    def stored(self) -> "Reading":
        """As claims.json has it: an interval without end is none."""
        ends = self.low is not None and math.isfinite(self.low) and math.isfinite(self.high)
        return self if ends else replace(self, low=None, high=None)


@dataclass(frozen=True)
class Claim:
    """One claim of the paper, and what came of it; `claims.json` has these fields."""

    id: str
    claim: str
    where: str
    test: str
    unit: str = SHARE
    # What the interval of a reading that passes must clear, where there is one such number.
    threshold: float | None = None
    readings: list[Reading] = field(default_factory=list)
    verdict: str = MISSING
    because: str = "The results that it needs are not stored."

    def judged(self, readings: list[Reading], verdict: str, because: str) -> "Claim":
        return replace(self, readings=readings, verdict=verdict, because=because)

    def stored(self) -> dict:
        return asdict(replace(self, readings=[reading.stored() for reading in self.readings]))


@dataclass(frozen=True)
class Model:
    id: str
    sha256: str
    architecture: str
    robust: bool


class Store:
    """The stored results of the weights that ship."""

    def __init__(self, folder: Path, models: list[Model]):
        self.models = {model.id: model for model in models}
        self.sources, self.profiles, self.attacks, self.inversions, self.proposition = {}, {}, {}, {}, None
        self.others = {}
        for path in sorted(folder.glob("*.json")):
            if path.name not in (STORE.name, "attacks.json", "agreement.json"):
                self.add(path)

    def add(self, path: Path) -> None:
        content = json.loads(path.read_bytes())
        if path.name == "prop1.json":
            self.proposition = content
        elif content["format"].startswith(UNJUDGED):
            return
        elif not self.ships(content["question"]["model"]):
            print(f"{path.name} is of other weights than models/manifest.json: left out", file=sys.stderr)
            return
        else:
            keep(*self.place(content), content, path)
        self.sources[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()

    def ships(self, model: dict) -> bool:
        found = self.models.get(model["id"])
        return found is not None and found.sha256 == model["sha256"]

    def place(self, content: dict) -> tuple[dict, tuple]:
        """Where a result belongs, by its kind."""
        kind, question = content["format"].split("/")[0], content["question"]
        model = question["model"]["id"]
        match kind:
            case "freqscope-profile":
                return self.profiles, (model, reading_of(question))
            case "freqscope-rct":
                attack = question["attack"]["method"]
                if radius(attack) not in RADII:
                    return self.others, (model, method(attack), str(radius(attack)))
                return self.attacks, (model, method(attack))
            case "freqscope-inversion":
                return self.inversions, (model,)
        raise SystemExit(f"“{content['format']}” is a result that claims.py does not know")

    def of(self, reading: str) -> list[tuple[Model, dict]]:
        """The profiles of one reading, in the manifest's order."""
        pairs = [(model, self.profiles.get((model.id, reading))) for model in self.models.values()]
        return [(model, profile) for model, profile in pairs if profile]


def keep(results: dict, key: tuple, content: dict, path: Path) -> None:
    if key in results:
        raise SystemExit(f"{path.name}: there is another result of {', '.join(key)}; remove one of them")
    results[key] = content


def method(name: dict) -> str:
    """A name for people of an attack's method, as in `{"pgd": {"threat": {"norm": "linf", …}, …}}`; older files write it `Pgd`."""
    kind, parameters = next(iter(name.items()))
    if kind.lower() == "pgd":
        return "PGD ℓ2" if parameters["threat"]["norm"].lower() == "l2" else "PGD ℓ∞"
    return {"fgsm": "FGSM", "cw": "CW", "simba": "SimBA"}[kind.lower()]


def radius(name: dict) -> float | None:
    """ε of an attack's method; none of one that has none."""
    parameters = next(iter(name.values()))
    return parameters.get("threat", parameters).get("epsilon")


def reading_of(question: dict) -> str:
    """What a profile departs from the paper's reading in, or that it does not."""
    baseline = question["baseline"]
    fill = baseline["fill"] if isinstance(baseline["fill"], str) else next(iter(baseline["fill"]))
    parts = [] if fill == "zero" else [f"{fill} fill"]
    parts += ["zeros in normalised pixels"] * (baseline["zero"] == "normalised") + ["clipped"] * baseline["clip"]
    parts += ["radial bands"] * (question["partition"] == "radial")
    parts += [CONTROL_VARIATE] * (question["estimator"] != "exact")
    return ", ".join(parts) or PLAIN


def models() -> list[Model]:
    entries = json.loads(MANIFEST.read_text())["models"]
    return [Model(e["id"], e["sha256"], e["architecture"], e["training"]["kind"] != "natural") for e in entries]


def above(reading: Reading | Interval, low: float, high: float | None = None) -> bool | None:
    """Whether a number is larger than another with this interval, or without one; None where theirs do not decide."""
    if reading.low > (low if high is None else high):
        return True
    return False if reading.high < low else None


def verdict(passed: list[bool | None], partly: list[bool | None] | None = None) -> str:
    """Holds when all pass, in part when any does, or does at least the lesser part of what is claimed. That it does not hold
    needs intervals which say so, too."""
    partly = passed if partly is None else partly
    if all(passed):
        return HOLDS
    return IN_PART if any(partly) else FAILS if all(one is False for one in partly) else OPEN


def count(passed: list[bool | None]) -> int:
    return sum(one is True for one in passed)


def words(reading: Reading, unit: str) -> list[str]:
    """The number and its interval, a share in percent; of a stored reading."""

    def number(value: float) -> str:
        return f"{100 * value:.1f} %" if unit == SHARE else f"{value:.3f}"

    without = "exact" if reading.n is None else "no interval"
    return [number(reading.value), without if reading.low is None else f"{number(reading.low)} to {number(reading.high)}"]


# Fig. 1


def low_share(model: Model, profile: dict) -> Reading:
    share, n = profile["all"]["low_share"], profile["all"]["exact"]
    return Reading.of(model.id, Interval.of(share, n), n)


def bands(profile: dict) -> list[Interval]:
    """The mean score of each band; their degrees of freedom are those of the images with exact scores."""
    means = profile["all"]
    return around(means, means["exact"])


def around(means: dict, n: int) -> list[Interval]:
    """Of means of n values and their standard errors, as `lab` writes them."""
    return [Interval.around(mean, error, n) for mean, error in zip(means["mean"], means["standard_error"])]


def largest(intervals: list[Interval]) -> Interval:
    """The largest magnitude; its interval reaches from the largest lower to the largest upper end."""
    sizes = [interval.magnitude() for interval in intervals]
    return Interval(*(max(getattr(size, end) for size in sizes) for end in ("value", "low", "high")))


def shift(profiles: list[tuple[Model, dict]]) -> Claim:
    claim = Claim(
        "fig1-shift",
        "A robust model shifts the main share of the attribution scores to the low frequencies.",
        "Fig. 1, Experiment IV",
        "The share of Σ|score| in the low bands, 0–15 (radial: 0–10), of each image, averaged. A robust model passes when its "
        "interval lies above that of the natural model of its architecture and above one half.",
        threshold=MAIN,
    )
    readings = {model: low_share(model, profile) for model, profile in profiles}
    natural = {model.architecture: reading for model, reading in readings.items() if not model.robust}
    robust = [(model, reading) for model, reading in readings.items() if model.robust and model.architecture in natural]
    if not robust:
        return claim
    shifted = [above(r, natural[m.architecture].low, natural[m.architecture].high) for m, r in robust]
    passed = [one and above(r, MAIN) for one, (_, r) in zip(shifted, robust)]
    found = verdict(passed, shifted)
    because = f"{count(shifted)} of {len(robust)} robust models lie above the natural one, {count(passed)} of them above one half."
    return claim.judged(list(readings.values()), found, because)


def lowest(profiles: list[tuple[Model, dict]]) -> Claim:
    claim = Claim(
        "fig1-lowest",
        "The lowest frequency component is the most important over all models.",
        "Fig. 1, Experiment IV",
        "The mean score of band 0 over the largest |mean score| of another band. A model passes when the interval lies above 1.",
        RATIO,
        1,
    )
    if not profiles:
        return claim
    intervals = [(model, bands(profile), profile["all"]["n"]) for model, profile in profiles]
    readings = [Reading.of(m.id, means[0].over(largest(means[1:])), n) for m, means, n in intervals]
    passed = [above(reading, 1) for reading in readings]
    because = f"{count(passed)} of {len(readings)} models pass."
    return claim.judged(readings, verdict(passed), because)


def near_zero(profiles: list[tuple[Model, dict]]) -> Claim:
    claim = Claim(
        "fig1-zero",
        "In robust models the scores of middle and high frequencies tend to be zero or very low.",
        "Fig. 1, Experiment IV",
        f"The largest |mean score| of the upper two thirds of the bands over the largest of all. A robust model passes when the "
        f"interval lies below {NEAR_ZERO}; the natural ones are there for comparison.",
        threshold=NEAR_ZERO,
    )
    robust = [model for model, _ in profiles if model.robust]
    if not robust:
        return claim
    readings = []
    for model, profile in profiles:
        means = bands(profile)
        upper = means[round(len(means) * LOWEST_THIRD) :]
        readings.append(Reading.of(model.id, largest(upper).over(largest(means)), profile["all"]["n"]))
    larger = [above(reading, NEAR_ZERO) for (model, _), reading in zip(profiles, readings) if model.robust]
    passed = [None if one is None else not one for one in larger]
    because = f"{count(passed)} of {len(passed)} robust models pass."
    return claim.judged(readings, verdict(passed), because)


FIGURE_1 = [shift, lowest, near_zero]


# Fig. 2

FORMS = {"raw": "raw RCT, as in the paper", "guarded": "RCT with a denominator of at least 10⁻³", "absolute": "the change itself"}


def energy(store: Store) -> Claim:
    claim = Claim(
        "fig2-energy",
        "All attacks perturb images mostly at middle and high frequencies; low-frequency perturbations are very small.",
        "Fig. 2, Experiment I",
        "The share of the perturbation's energy in bands 21–62. An attack passes when its interval lies above one half and above "
        "white noise of the same norm, of which three quarters lie there only because most coefficients do.",
        threshold=MAIN,
    )
    readings, passed, mostly = Beside(), [], []
    for (model, attack), study in store.attacks.items():
        n = study["attack"]["n"]
        own, noise = (upper_thirds(study[side]) for side in ("attack", "noise"))
        readings.add(model, noise, n, {f"{attack} on {model}": own})
        mostly.append(above(own, MAIN))
        passed.append(mostly[-1] and above(own, noise.low, noise.high))
    if not mostly:
        return claim
    because = f"{count(mostly)} of {len(mostly)} attacks lie above one half, {count(passed)} above white noise too."
    return claim.judged(readings.all, verdict(passed, mostly), because)


class Beside:
    """Readings of attacks, after one of white noise for each model: its share or ratio does not depend on its norm."""

    def __init__(self):
        self.all, self.models = [], set()

    def add(self, model: str, noise: Interval, n: int, more: dict[str, Interval]) -> None:
        named = ({} if model in self.models else {f"white noise on the images of {model}": noise}) | more
        self.all += [Reading.of(*pair, n) for pair in named.items()]
        self.models.add(model)


def upper_thirds(change: dict) -> Interval:
    """One minus the share of the lowest third."""
    thirds = change["thirds"]
    return Interval.around(1 - thirds["mean"][0], thirds["standard_error"][0], change["n"])


def relative(store: Store, form: str) -> Claim:
    claim = Claim(
        f"fig2-{form}",
        f"The maps of relative change show greater changes at middle and high frequencies ({FORMS[form]}).",
        "Fig. 2, Experiment I",
        "The mean of an image's map over bands 21–62 divided by that over bands 0–20; the geometric mean over images. An attack "
        "passes when its interval lies above 1, and above 1 after each image's ratio is divided by that of white noise of the "
        "same norm, which no attack made.",
        RATIO,
        1,
    )
    readings, passed, greater = Beside(), [], []
    for (model, attack), study in store.attacks.items():
        tilt = study["tilt"][form]
        own, noise, excess = (Interval.of(tilt[name], tilt["n"]).exp() for name in ("attack", "noise", "excess"))
        name = f"{attack} on {model}"
        readings.add(model, noise, tilt["n"], {name: own, f"{name}, over white noise": excess})
        greater.append(above(own, 1))
        passed.append(greater[-1] and above(excess, 1))
    if not greater:
        return claim
    because = f"{count(greater)} of {len(greater)} attacks lie above 1; divided by white noise of the same norm, {count(passed)} still do."
    return claim.judged(readings.all, verdict(passed, greater), because)


# Fig. 3


def counterpart(store: Store, robust: bool) -> Claim:
    third = 0 if robust else 1
    words, name = ("low", "lowest third") if robust else ("middle", "middle third")
    claim = Claim(
        "fig3-robust" if robust else "fig3-natural",
        f"The {'robust' if robust else 'non-robust'} counterpart of an image differs from it mostly at {words} frequencies.",
        "Fig. 3, Experiment II",
        f"The share of the energy of x_r − x in the {name} of the bands. A {'robust' if robust else 'natural'} model passes "
        "when it is the largest of the three thirds and larger than where the search began, at another image.",
    )
    readings, first, grown = [], [], []
    for (name,), study in store.inversions.items():
        if store.models[name].robust != robust:
            continue
        after, before = (thirds(study[side]) for side in ("after", "before"))
        n = study["after"]["n"]
        readings += [Reading.of(name, after[third], n), Reading.of(f"start for {name}", before[third], study["before"]["n"])]
        others = largest([other for i, other in enumerate(after) if i != third])
        first.append(above(after[third], others.low, others.high))
        grown.append(above(after[third], before[third].low, before[third].high))
    if not readings:
        return claim
    because = f"It is the largest third in {count(first)} of {len(first)} models, larger than at the start in {count(grown)}."
    passed = [is_first and is_larger for is_first, is_larger in zip(first, grown)]
    return claim.judged(readings, verdict(passed, first), because)


def thirds(change: dict) -> list[Interval]:
    return around(change["thirds"], change["n"])


# Proposition 1


def proposition(store: Store) -> Claim:
    claim = Claim(
        "prop1",
        "The ℓ1 norm of a perturbation is at least the change of the lowest frequency component, |X₀\u00a0−\u00a0X′₀|.",
        "Proposition 1",
        "The bound over the norm, for energy 1 spent on one band after another; a float's rounding of 10⁻⁴ is granted.",
        RATIO,
    )
    if not store.proposition:
        return claim
    shares = [band["bound"] / band["l1"] for band in store.proposition]
    rest = max(shares[1:])
    readings = [Reading("band 0", round(shares[0], 5)), Reading("largest of bands 1–62", round(rest, 5))]
    because = f"The bound is met in {sum(share <= 1 + 1e-4 for share in shares)} of {len(shares)} bands. It is tight in band 0 "
    because += f"({shares[0]:.3f}) and says nothing of the others (at most {rest:.3f})."
    return claim.judged(readings, verdict([share <= 1 + 1e-4 for share in shares]), because)


# All together


def judge(store: Store) -> dict:
    """What is written to claims.json."""
    profiles = store.of(PLAIN)
    claims = [rule(profiles) for rule in FIGURE_1] + [energy(store)] + [relative(store, form) for form in FORMS]
    claims += [counterpart(store, robust) for robust in (True, False)] + [proposition(store)]
    kinds = sorted({reading for _, reading in store.profiles} - {PLAIN})
    readings = [reading_verdicts(kind, store.of(kind)) for kind in [PLAIN, *kinds]]
    return {
        "format": "freqscope-claims/2",
        "claims": [claim.stored() for claim in claims],
        "figure1_readings": readings,
        "control_variate": [gain(model, profile["all"]) for model, profile in store.of(CONTROL_VARIATE)],
        "sources": store.sources,
    }


def reading_verdicts(reading: str, profiles: list[tuple[Model, dict]]) -> dict:
    """The verdict on each claim of Fig. 1 under one reading."""
    verdicts = {claim.id: claim.verdict for claim in (rule(profiles) for rule in FIGURE_1)}
    counts = {"models": len(profiles), "images": min((profile["all"]["n"] for _, profile in profiles), default=0)}
    return {"reading": reading, **counts, "verdicts": verdicts}


def gain(model: Model, means: dict) -> dict:
    """By how much the control variate lessens the variance of a model's mean scores, over the bands."""
    bands = sorted(value for value in means["gain"] if value is not None)
    spread = {"least": bands[0], "median": statistics.median(bands), "most": bands[-1]}
    helped = {"helped": sum(value > 1 for value in bands), "bands": len(bands)}
    return {"model": model.id, "images": means["n"], "exact": means["exact"], "band 0": means["gain"][0], **spread, **helped}


def section(document: dict) -> list[str]:
    """The paragraphs of RESULTS.md."""
    numbered = list(enumerate(document["claims"], 1))
    heads = ["", "claim", "where", "verdict", "because"]
    rows = [[str(i), c["claim"], c["where"], f"**{c['verdict']}**", c["because"]] for i, c in numbered]
    measured = [part for i, claim in numbered for part in measurements(i, claim)]
    return [markdown.table([heads, *rows]), *measured, *other_readings(document), *control_variate(document)]


def measurements(number: int, claim: dict) -> list[str]:
    """How a claim is tested and what was measured for it."""
    readings = [Reading(**reading) for reading in claim["readings"]]
    rows = [[one.name, *words(one, claim["unit"]), f"{one.n:,}" if one.n else "–"] for one in readings]
    table = [markdown.table([["measured", claim["unit"], "95 % interval", "n"], *rows])] if rows else []
    return [f"### Claim {number}: {claim['verdict']}", claim["claim"], f"*Tested by:* {claim['test']}", *table]


def other_readings(document: dict) -> list[str]:
    ids = [rule([]).id for rule in FIGURE_1]
    numbers = {claim["id"]: i for i, claim in enumerate(document["claims"], 1)}
    rows = [
        [one["reading"], str(one["models"]), f"{one['images']:,}", *(one["verdicts"][name] for name in ids)]
        for one in document["figure1_readings"]
    ]
    return [
        "### The claims of Fig. 1 under other readings of Occluded Frequency",
        "The paper's has zero fill in pixels, is not clipped, and has diagonal bands.",
        markdown.table([["reading", "models", "images, at least", *(f"claim {numbers[name]}" for name in ids)], *rows]),
    ]


def control_variate(document: dict) -> list[str]:
    spread = ["band 0", "least", "median", "most"]
    rows = [
        [one["model"], *(f"{one[name]:.2f}" for name in spread), f"{one['helped']} of {one['bands']}"]
        for one in document["control_variate"]
    ]
    return [
        "### The gain of the control variate",
        "s_e²/s_r², with e the exact scores of the subsample and r what first-order scores miss of them. So much larger would a "
        "subsample without first-order scores have to be; below 1 they do harm. Every band's is in "
        "`www/results/of-MODEL-control-variate.json`.",
        markdown.table([["model", *spread, "bands above 1"], *rows]),
    ]


def texts() -> dict[Path, str]:
    """What the two files have to be."""
    document = judge(Store(FOLDER, models()))
    stored = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {STORE: stored, RESULTS: markdown.replaced(RESULTS, BEGIN, END, section(document))}


def main() -> None:
    for path, text in texts().items():
        path.write_text(text)
    for claim in json.loads(STORE.read_text())["claims"]:
        print(f"{claim['verdict']:>14}  {claim['id']}")


def check() -> None:
    """Ends in an error where a file is not what the stored results make it."""
    for path, text in texts().items():
        if not path.exists() or path.read_text() != text:
            raise SystemExit(f"{path.relative_to(ROOT)} is not of the stored results: run python3 training/claims.py")


if __name__ == "__main__":
    check() if sys.argv[1:] == ["--check"] else main()
