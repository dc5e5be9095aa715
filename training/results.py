"""Makes the results in www/results/ with `lab`, as far as they are not there for the weights that ship and
in the newest format, and judges the claims.

    cargo build --release --package freqscope-lab
    python3 training/results.py

It may be stopped and started again: `lab` goes on where it was, with its records in target/results/, in a folder for each file
of weights. `--only of` and the like choose a part, `--models` some of the models, `--shard 0/4` hands parts of each run to
machines of their own (then `lab merge` joins them). `--sample 100 20` asks of fewer images, 100 of a compact network and 20 of a large
one, where more is not at hand; what is stored of more images stays, and every file says of how many it is. Needs nothing but Python
and training/data/.
"""

import argparse
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import agreement
import claims

ROOT = claims.ROOT
WORK = ROOT / "target" / "results"
SAMPLE = ROOT / "www" / "samples" / "cat-0.png"
READINGS = {
    "mean": ["--fill", "mean"],
    "noise": ["--fill", "noise"],
    "clip": ["--clip"],
    "normalised": ["--normalised"],
    "radial": ["--bands", "radial"],
    "control-variate": ["--estimator", "control-variate"],
}
# The paper's radii. It names no steps: PGD takes ten of 2.5 ε/10, and CW five searches of 100 iterations.
ATTACKS = {
    "fgsm": ["--method", "fgsm", "--epsilon", "0.15"],
    "pgd": ["--method", "pgd-linf", "--epsilon", "0.15", "--alpha", "0.0375", "--steps", "10"],
    "cw": ["--method", "cw", "--iterations", "100", "--searches", "5"],
    "simba": ["--method", "simba", "--epsilon", "0.2"],
}
# What `agreement.py` compares of every network, robust ones too: PGD at today's radius, where there is something to break.
PGD_8 = ["--method", "pgd-linf", "--epsilon", "8/255", "--alpha", "2/255", "--steps", "10"]
IMAGES = {"of": 10000, "readings": 500, "rct": 200, "invert": 200, "accuracy": 10000}
IMAGES |= {"pgd-8": 200, "heatmap": 1000, "filter": 10000, "corruption": 10000}
# Of a network as large as the paper's: one core makes 6.3 images a second of `of` with a ResNet-18, 0.56 with a ResNet-50.
IMAGES_OF_LARGE = IMAGES | {"of": 1000, "readings": 200, "invert": 50, "accuracy": 1000}
IMAGES_OF_LARGE |= {"heatmap": 100, "filter": 1000, "corruption": 1000}
IMAGES_OF_BANDS = 1000
# The pictures that training/frost.py fetches; without them there are fourteen corruptions.
FROST = ROOT / "training" / "data" / "frost"
LARGE_BYTES = 10_000_000
# Only these versions have each band's share, and random numbers that follow from an image and not from its place.
FORMATS = {
    "of": "freqscope-profile/3",
    "readings": "freqscope-profile/3",
    "rct": "freqscope-rct/3",
    "invert": "freqscope-inversion/2",
    "accuracy": "freqscope-accuracy/2",
    "pgd-8": "freqscope-rct/3",
    "heatmap": "freqscope-heatmap/1",
    "filter": "freqscope-filter/1",
    "corruption": "freqscope-corruption/1",
    "corruption-bands": "freqscope-corruption-bands/1",
}


@dataclass(frozen=True)
class Job:
    """A file of www/results/ and what `lab dataset` is asked for it."""

    kind: str
    name: str
    model: str
    images: int
    arguments: list[str]


def jobs(entry: dict, sample: list[int] | None = None) -> Iterator[Job]:
    """All results of one model of the manifest, of no more images than the sample of compact networks, and of large ones."""
    model, training = entry["id"], entry["training"]
    large = entry["bytes"] > LARGE_BYTES
    images = IMAGES_OF_LARGE if large else IMAGES
    if sample:
        images = {kind: min(count, sample[large]) for kind, count in images.items()}

    def job(kind: str, name: str, arguments: list[str]) -> Job:
        return Job(kind, name, model, images[kind], arguments)

    yield job("of", f"of-{model}", ["of"])
    for name, arguments in READINGS.items():
        subsample = ["--subsample", str(images["readings"] // 2)] if name == "control-variate" else []
        yield job("readings", f"of-{model}-{name}", ["of", *arguments, *subsample])
    if training["kind"] == "natural" and not model.startswith("resnet50"):
        for name, arguments in ATTACKS.items():
            yield job("rct", f"rct-{model}-{name}", ["rct", *arguments])
    if not entry["architecture"].startswith("vgg"):
        yield job("invert", f"invert-{model}", ["invert"])
    own = ["--norm", training["norm"], "--epsilon", str(training["epsilon"])] if training["norm"] else []
    yield job("accuracy", f"accuracy-{model}", ["accuracy", *own])
    yield job("pgd-8", f"rct-{model}-pgd-8", ["rct", *PGD_8])
    yield job("heatmap", f"heatmap-{model}", ["heatmap"])
    yield job("heatmap", f"heatmap-{model}-dct", ["heatmap", "--basis", "dct"])
    yield job("filter", f"filter-{model}", ["filter"])
    if not large:
        yield job("filter", f"filter-{model}-radial", ["filter", "--bands", "radial"])
    yield job("corruption", f"corruption-{model}", ["corruption", *frost()])


def frost() -> list[str]:
    return ["--frost", str(FROST)] if FROST.exists() else []


def has_corruptions(question: dict) -> bool:
    """Whether a result of corruptions has frost, where its pictures are there."""
    return "frost" in question["corruptions"] or not frost()


def is_stored(job: Job, sha256: str) -> bool:
    path = claims.FOLDER / f"{job.name}.json"
    if not path.exists():
        return False
    document = json.loads(path.read_text())
    question = document["question"]
    is_newest = (document["format"], question["model"]["sha256"]) == (FORMATS[job.kind], sha256)
    return is_newest and question["data"]["images"] >= job.images and (job.kind != "corruption" or has_corruptions(question))


def run(job: Job, sha256: str, options: argparse.Namespace) -> None:
    folder = WORK / sha256[:16]
    folder.mkdir(parents=True, exist_ok=True)
    part = ["--shard", options.shard] if options.shard else []
    out = folder / (f"{job.name}-{options.shard.replace('/', '-of-')}.scores" if options.shard else f"{job.name}.json")
    command = ["dataset", *job.arguments, "--model", job.model, "--limit", str(job.images), "--out", str(out), *part]
    lab(options, command)
    if not options.shard and not has_more(job, sha256):
        (claims.FOLDER / f"{job.name}.json").write_bytes(out.read_bytes())


def has_more(job: Job, sha256: str) -> bool:
    """Whether what is stored of these weights is of more images, if in an older format: a sample is then for its records alone."""
    path = claims.FOLDER / f"{job.name}.json"
    if not path.exists():
        return False
    question = json.loads(path.read_text())["question"]
    return question["model"]["sha256"] == sha256 and question["data"]["images"] > job.images


def corruption_bands(options: argparse.Namespace) -> None:
    """What the corruptions change, of which no network is asked."""
    path = claims.FOLDER / "corruption-bands.json"
    images = min(IMAGES_OF_BANDS, options.sample[0]) if options.sample else IMAGES_OF_BANDS
    if not has_bands(path, images):
        lab(options, ["dataset", "corruption-bands", "--limit", str(images), *frost(), "--out", str(path)])


def has_bands(path: Path, images: int) -> bool:
    """Whether they are stored, of so many images at least."""
    if not path.exists():
        return False
    document = json.loads(path.read_text())
    question = document["question"]
    is_newest = document["format"] == FORMATS["corruption-bands"] and question["data"]["images"] >= images
    return is_newest and has_corruptions(question)


def lab(options: argparse.Namespace, command: list[str]) -> str:
    print("lab", *command, flush=True)
    done = subprocess.run([options.lab, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def main(options: argparse.Namespace) -> None:
    for entry in json.loads(claims.MANIFEST.read_text())["models"]:
        if options.models and entry["id"] not in options.models:
            continue
        for job in jobs(entry, options.sample):
            if job.kind in options.only and not is_stored(job, entry["sha256"]):
                run(job, entry["sha256"], options)
    if not options.shard:
        bands = json.loads(lab(options, ["prop1", "--json", "--image", str(SAMPLE)]))
        (claims.FOLDER / "prop1.json").write_text(json.dumps(bands) + "\n")
        if "corruption" in options.only:
            corruption_bands(options)
        claims.main()
        agreement.write()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+")
    parser.add_argument("--only", nargs="+", choices=list(IMAGES), default=list(IMAGES))
    parser.add_argument("--shard")
    parser.add_argument("--sample", type=int, nargs=2, metavar=("COMPACT", "LARGE"))
    parser.add_argument("--lab", type=Path, default=ROOT / "target" / "release" / "lab")
    main(parser.parse_args())
