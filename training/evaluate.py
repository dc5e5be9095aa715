"""Measures models on the test images and writes the manifest and models/README.md.

    training/.venv/bin/python training/evaluate.py resnet18-natural resnet18-l2-05

For each model: accuracy as float32 before quantisation (where its run's checkpoint is there) and as shipped; then, as
shipped, robust accuracy under PGD-20 on a grid of radii. Clean accuracy and robust accuracy at the model's own radius are
over all 10,000 test images, the rest of the grid over the first `--count`. `--autoattack N` adds AutoAttack on the first N,
at the model's own radius or, where it was trained for none, at the smallest of the grid. What is measured under attack is
written to the manifest after every few images, with how many they are by then, and what it has of these weights is kept, so
that a run that was stopped, or asked for more images, goes on where it was; `--again` measures anew.
"""

import argparse
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache

import torch

import cards
import checkpoint
import data
import manifest
import pack
from accuracy import batches, count_right
from adversary import Attack, ball
from config import Config

STEPS = 20
# Images of a chunk: what is lost when a run is stopped. A GPU takes AutoAttack's many small passes in large batches.
CHUNK = {
    "cpu": {"clean": 250, "pgd20": 250, "autoattack": 50},
    "cuda": {"clean": 250, "pgd20": 250, "autoattack": 500},
}


@dataclass(frozen=True)
class Subject:
    """A network to measure: a model as shipped, or before quantisation."""

    run: str
    quantised: bool
    device: str

    @property
    def available(self) -> bool:
        return self.quantised or checkpoint.path(self.run, final=True).exists()

    def __str__(self) -> str:
        return f"{self.run}, {'int8' if self.quantised else 'float32'}"

    @cache
    def classifier(self) -> pack.Classifier:
        if self.quantised:
            classifier = pack.load(manifest.weights(self.run))
        else:
            saved = torch.load(checkpoint.path(self.run, final=True), map_location="cpu")
            net, description = checkpoint.averaged(Config.of(self.run), saved)
            classifier = pack.Classifier(pack.fold(net, description), description)
        return classifier.requires_grad_(False).to(self.device, memory_format=torch.channels_last)


@dataclass(frozen=True)
class Trial:
    """An attack, `pgd20` or `autoattack`, and its radius."""

    attack: str
    norm: str
    epsilon: float

    def __str__(self) -> str:
        return f"{cards.ATTACKS[self.attack]} {cards.radius(self.norm, self.epsilon)}"


@dataclass(frozen=True)
class Chunk:
    """Some test images for one process, clean or under attack."""

    subject: Subject
    trial: Trial | None
    start: int
    stop: int

    def right(self) -> int:
        """How many of them the network gets right, clean or under attack; seeded, so that it can be repeated."""
        torch.set_num_threads(1)
        torch.manual_seed(self.start)
        split, own = data.load("test"), slice(self.start, self.stop)
        images, labels = split.images[own], split.labels[own]
        classifier, trial = self.subject.classifier(), self.trial
        if trial is None:
            return count_right(classifier, images, labels)
        if trial.attack == "pgd20":
            return count_right(classifier, images, labels, Attack.pgd(ball(trial.norm, trial.epsilon), STEPS))
        from autoattack import withstands_autoattack  # torchattacks may be missing where it is not asked for

        pixels, labels = next(batches(images, labels, torch.device(self.subject.device), len(images)))
        return int(withstands_autoattack(classifier, pixels, labels, trial.norm, trial.epsilon).sum())


class Evaluation:
    """The measurements of one model, each written as soon as it is there."""

    def __init__(self, run: str, options: argparse.Namespace, mapped: Callable):
        self.run, self.device, self.again, self.mapped = run, options.device, options.again, mapped
        self.threat, self.images = Config.of(run).threat, len(data.load("test").labels)

    def clean(self) -> None:
        """`accuracy_f32` and `accuracy_int8`."""
        for name, quantised in (("accuracy_f32", False), ("accuracy_int8", True)):
            subject = Subject(self.run, quantised, self.device)
            if not self.again and manifest.find(self.run).get(name) is not None:
                continue
            if subject.available:
                self.write({name: self.measure(subject)})
            else:
                print(f"{self.run}: {name} stays as it is, because the run's final checkpoint is not here")

    def robust(self, trial: Trial, count: int) -> None:
        """One row of `robustness`; `robust_accuracy` too where it is PGD-20 at the model's own radius on all images."""
        key, subject = {"by": "PyTorch", **asdict(trial)}, Subject(self.run, True, self.device)
        done, right = self.so_far(key)
        for done, more in self.chunks(subject, range(done, count), trial):
            right += more
            rows = [row for row in manifest.find(self.run).get("robustness") or [] if not key.items() <= row.items()]
            self.write({"robustness": [*rows, key | {"images": done, "accuracy": right / done}]})
        if trial.attack == "pgd20" and done == self.images and self.is_own(trial):
            self.write({"robust_accuracy": right / done})

    def so_far(self, key: dict) -> tuple[int, int]:
        """How many images the manifest has of this row, and how many of them are right."""
        rows = manifest.find(self.run).get("robustness") or []
        images, accuracy = next(((row["images"], row["accuracy"]) for row in rows if key.items() <= row.items()), (0, 0))
        return (0, 0) if self.again else (images, round(images * accuracy))

    def is_own(self, trial: Trial) -> bool:
        """Whether its radius is the one that the model was trained for."""
        return self.threat is not None and (trial.norm, trial.epsilon) == (self.threat.norm, self.threat.epsilon)

    def measure(self, subject: Subject) -> float:
        """The fraction of all test images that are right."""
        return sum(right for _, right in self.chunks(subject, range(self.images))) / self.images

    def chunks(self, subject: Subject, images: range, trial: Trial | None = None) -> Iterator[tuple[int, int]]:
        """Where each chunk of the images ends and how many of it are right, with progress on the way."""
        what = f"{subject}, {trial or 'clean'}"
        size = CHUNK[self.device][trial.attack if trial else "clean"]
        parts = [Chunk(subject, trial, start, min(start + size, images.stop)) for start in images[::size]]
        started, right = time.monotonic(), 0
        for done, (part, more) in enumerate(zip(parts, self.mapped(Chunk.right, parts)), 1):
            right += more
            left = (time.monotonic() - started) / done * (len(parts) - done)
            print(f"\r{what}: {100 * done // len(parts)} %, {left:.0f} s left   ", end="", flush=True)
            yield part.stop, more
        if parts:
            print(f"\r{what}: {right} of {len(images)}, {time.monotonic() - started:.0f} s")

    def write(self, values: dict) -> None:
        manifest.write_entry(manifest.find(self.run) | values)
        cards.write()


def evaluate(run: str, options: argparse.Namespace, mapped: Callable) -> None:
    """All measurements of one model, those at its own radius first."""
    evaluation = Evaluation(run, options, mapped)
    evaluation.clean()
    trials = [Trial("pgd20", *point) for point in cards.GRID]
    for trial in sorted(trials, key=evaluation.is_own, reverse=True):
        count = evaluation.images if evaluation.is_own(trial) else options.count
        if count:
            evaluation.robust(trial, count)
    if options.autoattack:
        threat = evaluation.threat
        point = (threat.norm, threat.epsilon) if threat else cards.SMALLEST
        evaluation.robust(Trial("autoattack", *point), options.autoattack)


@contextmanager
def mapper(options: argparse.Namespace) -> Iterable[Callable]:
    """`map` over some processes of one thread on a CPU, in this process on a GPU."""
    if options.device == "cpu":
        with multiprocessing.get_context("fork").Pool(options.processes) as pool:
            yield pool.imap
    else:
        torch.backends.cudnn.allow_tf32 = False  # what ships is computed in float32
        yield map


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", metavar="run")
    parser.add_argument("--count", type=int, default=10000, help="test images for the grid; 0 leaves it out")
    parser.add_argument("--autoattack", type=int, metavar="N", nargs="?", const=1000, help="on N test images, or 1,000")
    parser.add_argument("--processes", type=int, default=2, help="on a CPU")
    parser.add_argument("--again", action="store_true", help="measure what the manifest has, too")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    options = parser.parse_args()
    with mapper(options) as mapped:
        for run in options.runs:
            evaluate(run, options, mapped)
