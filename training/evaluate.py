"""Measures a model on the test images, as float32 before quantisation and as shipped, and writes the manifest.

    training/.venv/bin/python training/evaluate.py resnet18-natural
"""

import argparse
import json
import multiprocessing

import torch
from torch import nn

import data
import pack
from export import MODELS, ROOT, read_manifest, restore, write_entry
from pack import Classifier

BATCH = 100


@torch.no_grad()
def accuracy(classifier: nn.Module, split: data.Split, count: int) -> float:
    """Fraction of the first `count` images, as pixels in [0, 1], that a classifier gets right."""
    right = 0
    for start in range(0, count, BATCH):
        pixels = torch.from_numpy(split.images[start : start + BATCH]) / 255
        labels = torch.from_numpy(split.labels[start : start + BATCH])
        logits = classifier(pixels.contiguous(memory_format=torch.channels_last))
        right += (logits.argmax(1) == labels).sum().item()
    return right / count


def measure(form: str, run: str, checkpoint: str, count: int) -> float:
    """Test accuracy of a run's network in one of two forms: `f32`, its checkpoint, or `int8`, the shipped file."""
    torch.set_num_threads(1)
    if form == "int8":
        classifier = pack.load(MODELS / f"{run}.safetensors")
    else:
        classifier = Classifier(*restore(torch.load(ROOT / "runs" / checkpoint)))
    return accuracy(classifier, data.load("test"), count)


def evaluate(run: str, checkpoint: str, count: int) -> None:
    """Adds `accuracy_f32` and `accuracy_int8` to the model's manifest entry, each measured in a process of its own."""
    with multiprocessing.get_context("fork").Pool(2) as pool:
        results = pool.starmap(measure, [(form, run, checkpoint, count) for form in ("f32", "int8")])
    entry = next(model for model in read_manifest()["models"] if model["id"] == run)
    entry["accuracy_f32"], entry["accuracy_int8"] = results
    write_entry(entry)
    print(json.dumps({name: entry[name] for name in ("id", "accuracy_f32", "accuracy_int8", "bytes")}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--checkpoint", help="file in runs/, RUN.final.pt unless given")
    parser.add_argument("--count", type=int, default=10000)
    options = parser.parse_args()
    evaluate(options.run, options.checkpoint or f"{options.run}.final.pt", options.count)
