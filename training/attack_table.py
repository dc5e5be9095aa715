"""Attacks the first correctly classified test images of each model with `lab attack` and with the reference implementations.

    cargo build --package freqscope-lab
    training/.venv/bin/python training/attack_table.py resnet18-natural resnet18-l2-05

Ours is the native binary; the references are torchattacks' FGSM, foolbox's PGD and CW, and the algorithm of SimBA (as in
attack_fixtures.py), on the same int8 weights, with the same permutation. PGD begins at the image itself, so that both do the
same. Figures go to www/results/attacks.json and, as a table, to RESULTS.md. What is there for these weights is kept, so a run
that was stopped can be started again, and `--only` can leave the slow attacks for later.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import foolbox
import numpy as np
import torch
import torchattacks
from torch import Tensor

import data
import manifest
import markdown
import pack
from attack_fixtures import CW, FGSM_EPSILON, cw, outcome, pgd, simba
from config import ROOT as TRAINING

ROOT = TRAINING.parent
STORE = ROOT / "www" / "results" / "attacks.json"
RESULTS = ROOT / "RESULTS.md"
BEGIN = "<!-- All down to the next comment is written by training/attack_table.py from www/results/attacks.json. -->"
END = "<!-- The end of what is written by training/attack_table.py. -->"
PERMUTATION = ROOT / "tests" / "fixtures" / "attacks" / "simba_pixel.npy"
CHUNK = 20
SIMBA = {"basis": "pixel", "epsilon": 0.2}


@dataclass(frozen=True)
class Victims:
    """Correctly classified test images of one model."""

    classifier: pack.Classifier
    images: Tensor
    labels: Tensor

    @property
    def oracle(self) -> foolbox.PyTorchModel:
        return foolbox.PyTorchModel(self.classifier, bounds=(0, 1))

    @staticmethod
    def of(model: str, count: int) -> "Victims":
        """The first `count` that the shipped weights get right, in test-set order."""
        classifier = pack.load(manifest.weights(model)).eval().requires_grad_(False)
        test = data.load("test")
        images, labels = torch.from_numpy(test.images).float() / 255, torch.from_numpy(test.labels).long()
        right = []
        for start in range(0, len(labels), 100):
            hits = classifier(images[start : start + 100]).argmax(1) == labels[start : start + 100]
            right += (start + torch.nonzero(hits).flatten()).tolist()
            if len(right) >= count:
                break
        return Victims(classifier, images[right[:count]], labels[right[:count]])


@dataclass(frozen=True)
class Case:
    """One attack: the arguments of `lab attack`, and the reference, which returns one record an image."""

    name: str
    title: str
    reference: str
    arguments: list[str]
    run: Callable[[Victims], list[dict]]


def fgsm_reference(victims: Victims) -> list[dict]:
    adversarial = torchattacks.FGSM(victims.classifier, eps=FGSM_EPSILON)(victims.images, victims.labels).detach()
    triples = zip(victims.images, adversarial, victims.labels)
    return [record(outcome(victims.oracle, *triple), 1) for triple in triples]


def pgd_reference(case: dict) -> Callable[[Victims], list[dict]]:
    def run(victims: Victims) -> list[dict]:
        found = pgd(victims.oracle, case, victims.images, victims.labels)
        return [record(one, case["steps"]) for one in found]

    return run


def cw_reference(victims: Victims) -> list[dict]:
    pairs = zip(victims.images, victims.labels)
    return [record(cw(victims.oracle, *pair), None) for pair in pairs]


def simba_reference(victims: Victims) -> list[dict]:
    permutation, records = np.load(PERMUTATION), []
    for image, label in zip(victims.images, victims.labels):
        found = simba(victims.classifier, SIMBA, permutation, image, label)
        steps = torch.zeros(image.numel())
        for visit, sign in found["kept"]:
            steps[permutation[visit]] += sign * SIMBA["epsilon"]
        delta = (image + steps.view_as(image)).clamp(0, 1) - image
        norms = {"l2": delta.norm().item(), "linf": delta.abs().max().item()}
        records.append({"success": found["fooled"], **norms, "queries": found["queries"]})
    return records


def record(found: dict, queries: int | None) -> dict:
    """What the table needs of one image; `found` has margin and norms."""
    return {"success": found["margin"] < 0, "l2": found["l2"], "linf": found["linf"], "queries": queries}


def pgd_case(title: str, norm: str, epsilon: float, alpha: float) -> Case:
    case = {"norm": norm, "epsilon": epsilon, "alpha": alpha, "steps": 10}
    numbers = ["--epsilon", str(epsilon), "--alpha", str(alpha), "--steps", "10"]
    arguments = ["--method", f"pgd-{norm}", *numbers, "--no-random-start"]
    return Case(f"pgd-{norm}", title, "foolbox", arguments, pgd_reference(case))


CW_ARGUMENTS = ["--method", "cw", "--iterations", str(CW["iterations"]), "--searches", str(CW["searches"])]
SIMBA_ARGUMENTS = ["--method", "simba", "--epsilon", str(SIMBA["epsilon"]), "--permutation", str(PERMUTATION)]
FGSM_ARGUMENTS = ["--method", "fgsm", "--epsilon", str(FGSM_EPSILON)]
CASES = [
    Case("fgsm", "FGSM, ε = 8/255", "torchattacks", FGSM_ARGUMENTS, fgsm_reference),
    pgd_case("PGD ℓ∞, ε = 8/255, 10 steps", "linf", 8 / 255, 2 / 255),
    pgd_case("PGD ℓ2, ε = 0.5, 10 steps", "l2", 0.5, 0.125),
    Case("cw", "CW, 5 × 100 iterations", "foolbox", CW_ARGUMENTS, cw_reference),
    Case("simba", "SimBA, pixels, ε = 0.2", "SimBA’s algorithm", SIMBA_ARGUMENTS, simba_reference),
]


def ours(lab: Path, model: str, case: Case, victims: Victims) -> list[dict]:
    """`lab attack` on these images."""
    with tempfile.TemporaryDirectory() as folder:
        images, out = Path(folder) / "images.npy", Path(folder) / "adversarial.npy"
        np.save(images, victims.images.numpy())
        classes = ",".join(data.CLASSES[label] for label in victims.labels.tolist())
        command = [lab, "attack", "--json", "--device", "cpu", "--model", model, "--image", images, "--class", classes]
        done = subprocess.run([*command, *case.arguments, "--out", out], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout)
    return [{name: one[name] for name in ("success", "l2", "linf", "queries")} for one in found]


def measure(what: str, victims: Victims, run: Callable[[Victims], list[dict]]) -> dict:
    """Rate of success, norms and queries over all victims, in chunks, with progress."""
    started, records = time.monotonic(), []
    for start in range(0, len(victims.labels), CHUNK):
        own = slice(start, start + CHUNK)
        records += run(Victims(victims.classifier, victims.images[own], victims.labels[own]))
        print(f"\r{what}: {len(records)} of {len(victims.labels)}, {time.monotonic() - started:.0f} s ", end="", flush=True)
    print()
    return summary(records)


def summary(records: list[dict]) -> dict:
    """Norms are means over the successes; queries over all."""
    won = [one for one in records if one["success"]]
    norms = {name: mean(won, name) for name in ("l2", "linf")}
    return {"images": len(records), "success": len(won) / len(records), **norms, "queries": mean(records, "queries")}


def mean(records: list[dict], name: str) -> float | None:
    """None where there are no records, or nobody counted."""
    values = [record[name] for record in records]
    return None if not values or None in values else float(np.mean(values))


def load() -> dict:
    if STORE.exists():
        return json.loads(STORE.read_text())
    return {"format": "freqscope-attacks/1", "models": {}}


def write(store: dict) -> None:
    STORE.parent.mkdir(parents=True, exist_ok=True)
    STORE.write_text(json.dumps(store, indent=1, ensure_ascii=False) + "\n")
    markdown.replace(RESULTS, BEGIN, END, [table(store)])


def table(store: dict) -> str:
    """Every model and attack in one row, ours / the reference's."""
    heads = ["model", "attack", "reference", "images", "success", "ℓ2", "ℓ∞", "queries"]
    rows = [heads]
    for model, entry in store["models"].items():
        rows += [row(model, case, entry["attacks"][case.name]) for case in CASES if case.name in entry["attacks"]]
    return markdown.table(rows)


def row(model: str, case: Case, cell: dict) -> list[str]:
    formats = {"success": "{:.1%}", "l2": "{:.3f}", "linf": "{:.4f}", "queries": "{:.1f}"}
    sides = [cell["freqscope"], cell["reference"]]
    pairs = [["–" if side[name] is None else form.format(side[name]) for side in sides] for name, form in formats.items()]
    return [model, case.title, case.reference, str(sides[0]["images"]), *(" / ".join(pair) for pair in pairs)]


def main(options: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    for model in options.models:
        victims = Victims.of(model, options.count)
        for case in (case for case in CASES if case.name in options.only):
            if not is_stored(model, case, options.count):
                what = f"{model}, {case.name}"
                cell = {
                    "freqscope": measure(f"{what}, freqscope", victims, lambda v: ours(options.lab, model, case, v)),
                    "reference": measure(f"{what}, {case.reference}", victims, case.run),
                }
                put(model, case, cell)


def is_stored(model: str, case: Case, count: int) -> bool:
    found = attacks(load(), model).get(case.name)
    return bool(found) and found["freqscope"]["images"] == count


def put(model: str, case: Case, cell: dict) -> None:
    """Adds a row to what is stored by now, perhaps by another run."""
    store = load()
    store["models"][model] = {"sha256": sha256(model), "attacks": attacks(store, model) | {case.name: cell}}
    write(store)


def attacks(store: dict, model: str) -> dict:
    """What is stored for the weights that ship."""
    entry = store["models"].get(model)
    return entry["attacks"] if entry and entry["sha256"] == sha256(model) else {}


def sha256(model: str) -> str:
    return manifest.find(model)["sha256"]


if __name__ == "__main__":
    names = [case.name for case in CASES]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--lab", type=Path, default=ROOT / "target" / "debug" / "lab")
    main(parser.parse_args())
