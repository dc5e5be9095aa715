"""Do the frequency tools agree? Ranks the networks by each, from stored results and the records beside them: writes
www/results/agreement.json and its section of RESULTS.md.

    python3 training/agreement.py            # writes
    python3 training/agreement.py --check    # fails where it differs

tools.py says what is taken of each tool, resample.py how intervals of rank correlations are made, and corrupted.py what is asked of
corruptions. What every image says is in the records that results.py leaves in target/results/, of which the repository has none: without
them agreement.json stays as it is, and RESULTS.md is written from it. Whether the heat maps are as published is read from
`heatmap-MODEL.json`. Needs nothing but Python.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import agreement_figure
import claims
import corrupted
import markdown
import records
from intervals import t_95, wilson_95
from records import Reading, Records, within
from resample import DRAWS, SEED, intervals, spearman
from sentences import FIGURE, section
from tools import CUT, TOOLS

STORE = claims.FOLDER / "agreement.json"
RECORDS = claims.ROOT / "target" / "results"
FORMAT = "freqscope-agreement/2"
BEGIN = "<!-- All down to the next comment is written by training/agreement.py from www/results/. -->"
END = "<!-- The end of what is written by training/agreement.py. -->"
LEAST = 4
"""Networks below which ranks say nothing."""
READ = ("heatmap-{}", "heatmap-{}-dct", "filter-{}", "rct-{}-pgd-8", "corruption-{}")
"""The stored results of a network from whose runs all this is."""
PARTS = ("value", "low", "high")
YES, NO, UNKNOWN = "yes", "no", "not known"


@dataclass
class Folder:
    """Stored results and records of the weights that ship; the results that are read, or of whose runs records are, are noted."""

    path: Path
    records: Path
    models: list[claims.Model]
    sources: dict[str, str] = field(default_factory=dict)

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

    def recorded(self, name: str, model: claims.Model) -> Records | None:
        """The records of a run, if they are there. Where they are of a stored result they must be of the same images; of Occluded Frequency
        more may be stored than there are records of."""
        found = records.read(self.records, name, model.sha256)
        if found is None or name == f"of-{model.id}":
            return found
        result = self.read(name, model)
        return found if result and result["question"]["data"] == found.question["data"] else None

    def note_sources(self) -> dict[str, str]:
        """The hashes of all stored results from whose runs agreement.json is."""
        self.read("corruption-bands")
        for model in self.models:
            for name in READ:
                self.read(name.format(model.id), model)
        return dict(sorted(self.sources.items()))


def stored_bands(bands: list[Reading | None]) -> dict:
    """A value a band, with its interval, to four digits."""
    rows = [one.stored_share() if one else dict.fromkeys(PARTS) for one in bands]
    return {part: [row[part] and round(row[part], 4) for row in rows] for part in PARTS}


def networks(folder: Folder) -> tuple[list[dict], dict[str, dict[str, Reading]]]:
    """What each tool says of each network, as far as there are records, and the readings of the upper part."""
    told, upper = [], {}
    for model in folder.models:
        found = {tool.key: (tool, folder.recorded(tool.file.format(model.id), model)) for tool in TOOLS}
        found = {key: pair for key, pair in found.items() if pair[1] and pair[0].upper(pair[1])}
        if not found:
            continue
        upper[model.id] = {key: tool.upper(run) for key, (tool, run) in found.items()}
        tools = {key: {"upper": upper[model.id][key].stored_share(), **stored_bands(tool.bands(run))} for key, (tool, run) in found.items()}
        told.append({"model": model.id, "robust": model.robust, "sha256": model.sha256, "tools": tools})
    return told, upper


def correlations(upper: dict[str, dict[str, Reading]]) -> list[dict]:
    """The rank correlation of each pair of tools over the networks that have both."""
    names = [(a.key, b.key) for i, a in enumerate(TOOLS) for b in TOOLS[i + 1 :]]
    both = [[(one[a], one[b]) for one in upper.values() if {a, b} <= one.keys()] for a, b in names]
    kept = [(pair, readings) for pair, readings in zip(names, both) if len(readings) >= LEAST]
    statistics = [lambda number, readings=readings: spearman((number(a), number(b)) for a, b in readings) for _, readings in kept]
    found = intervals([reading for one in upper.values() for reading in one.values()], statistics)
    return [{"tools": list(pair), "networks": len(readings), **one} for (pair, readings), one in zip(kept, found)]


def corruptions(folder: Folder) -> dict | None:
    """None without what the corruptions change, or a network under them."""
    bands = folder.read("corruption-bands")
    if not bands:
        return None
    energy, found = corrupted.energies(bands), []
    for model in folder.models:
        scores, counts = folder.recorded(f"of-{model.id}", model), folder.recorded(f"corruption-{model.id}", model)
        if scores and counts:
            found.append(corrupted.network(model.id, scores, counts, energy))
    return {"images_of_bands": bands["question"]["data"]["images"], **corrupted.compared(found, energy)} if found else None


def heat_maps(folder: Folder) -> Iterator[dict]:
    """Of each network's map in the Fourier basis the error rates without noise, along the constant wave, along the low waves, and along the
    others, and whether that is what Yin et al. (2019) found."""
    for model in folder.models:
        result = folder.read(f"heatmap-{model.id}", model)
        if not result:
            continue
        n, profile = result["question"]["data"]["images"], result["profile"]
        rates = {"clean": counted(result["clean"], n), "lowest": rate(profile["mean"][0], profile["standard_error"][0], n)}
        rates |= {part: rate(result[part]["mean"], result[part]["standard_error"], n) for part in ("low", "high")}
        yield {"model": model.id, "robust": model.robust, **rates, "as_published": as_published(model.robust, rates)}


def counted(count: int, n: int) -> dict:
    low, high = wilson_95(count / n, n)
    return {"value": round(count / n, 5), "low": round(low, 5), "high": round(high, 5), "n": n}


def rate(mean: float, error: float | None, n: int) -> dict:
    half = None if error is None else t_95(n) * error
    low, high = (0.0, 1.0) if half is None else within(mean, (mean - half, mean + half), n)
    return {"value": round(mean, 5), "low": low, "high": high, "n": n}


def as_published(robust: bool, rates: dict[str, dict]) -> str:
    """A natural network errs more often along high waves than without noise, and than along the constant one; a robust one more often along
    low waves than along high ones: “yes” or “no” where the intervals lie apart."""
    pairs = [("low", "high")] if robust else [("high", "clean"), ("high", "lowest")]
    verdicts = [apart(rates[more], rates[less]) for more, less in pairs]
    return NO if NO in verdicts else UNKNOWN if UNKNOWN in verdicts else YES


def apart(more: dict, less: dict) -> str:
    if more["low"] > less["high"]:
        return YES
    return NO if more["high"] < less["low"] else UNKNOWN


def document(folder: Folder) -> dict:
    """What is written to agreement.json."""
    told, upper = networks(folder)
    parts = {"networks": told, "correlations": correlations(upper), "corruptions": corruptions(folder)}
    parts["heat_maps"] = list(heat_maps(folder))
    return {"format": FORMAT, "draws": DRAWS, "seed": SEED, "cut": CUT, **parts, "sources": folder.note_sources()}


def has_less(found: dict, before: dict) -> bool:
    """Whether records are missing of which something is stored."""
    there = {(one["model"], tool) for one in found["networks"] for tool in one["tools"]}
    clean = {(one["model"], "corruptions") for one in (found["corruptions"] or {"clean": []})["clean"]}
    wanted = {(one["model"], tool) for one in before["networks"] for tool in one["tools"]}
    wanted |= {(one["model"], "corruptions") for one in (before["corruptions"] or {"clean": []})["clean"]}
    return not wanted <= there | clean


def stored() -> dict | None:
    before = json.loads(STORE.read_text()) if STORE.exists() else None
    return before if before and before["format"] == FORMAT else None


def write(folder: Path = RECORDS) -> None:
    found, before = document(Folder(claims.FOLDER, folder, claims.models())), stored()
    if before and has_less(found, before):
        print(f"{STORE.name} stays as it is: {folder} has not all records of which it is", flush=True)
        found = before
    STORE.write_text(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n")
    (claims.ROOT / FIGURE).write_text(agreement_figure.figure(found))
    markdown.replace(claims.RESULTS, BEGIN, END, section(found))


def check() -> None:
    """Ends in an error where what is stored is not of the stored results, or RESULTS.md does not say it."""
    found, folder = stored(), Folder(claims.FOLDER, RECORDS, claims.models())
    weights = {model.id: model.sha256 for model in folder.models}
    same = found and found["sources"] == folder.note_sources()
    same = same and all(weights.get(one["model"]) == one["sha256"] for one in found["networks"])
    if not same or found["heat_maps"] != list(heat_maps(folder)):
        raise SystemExit(f"{STORE.relative_to(claims.ROOT)} is not of the stored results: run python3 training/agreement.py")
    if (claims.ROOT / FIGURE).read_text() != agreement_figure.figure(found):
        raise SystemExit(f"{FIGURE} is not of {STORE.name}: run python3 training/agreement.py")
    if claims.RESULTS.read_text() != markdown.replaced(claims.RESULTS, BEGIN, END, section(found)):
        raise SystemExit(f"{claims.RESULTS.relative_to(claims.ROOT)} does not say what is stored: run python3 training/agreement.py")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--records", type=Path, default=RECORDS, help="where results.py left what every image says")
    options = parser.parse_args()
    check() if options.check else write(options.records)
