"""Packs a finished run's averaged weights into models/ and writes its entry in the manifest.

    training/.venv/bin/python training/export.py resnet18-natural

With `--provisional` it takes the last checkpoint of a run that is still going on.
"""

import argparse
import hashlib
from pathlib import Path

import torch
from torch import Tensor

import cards
import checkpoint
import data
import manifest
import pack
from config import Config
from norms import reestimate_norms


def export(run: str, provisional: bool) -> None:
    """runs/ID.final.pt -> models/ID.safetensors and its manifest entry, without accuracies (evaluate.py adds them)."""
    config = Config.of(run)
    saved = torch.load(checkpoint.path(run, final=not provisional), map_location="cpu")
    net, description = checkpoint.averaged(config, saved)
    if provisional:
        reestimate_norms(net, description, data.load("train"), config.threat, count=1000)
    path = manifest.weights(run)
    pack.save(pack.fold(net, description), description, path)
    manifest.write_entry(entry(config, saved, path))
    cards.write()


def entry(config: Config, saved: dict, path: Path) -> dict:
    """A model's entry in the manifest; what was measured is kept if the weights are the same, and null if not."""
    classifier, packed = pack.load(path), path.read_bytes()
    description, sha256 = classifier.description, hashlib.sha256(packed).hexdigest()
    old = manifest.find(config.id)
    same = old is not None and old["sha256"] == sha256
    return {
        "id": config.id,
        "file": path.name,
        "name": config.name,
        "architecture": description.architecture,
        "widths": description.widths,
        "blocks": description.blocks,
        "training": training(config, saved),
        "limits": config.limits,
        "normalisation": {"mean": description.mean, "std": description.std},
        "classes": data.CLASSES,
        **{name: old.get(name) if same else None for name in manifest.MEASURED},
        "bytes": len(packed),
        "sha256": sha256,
        "golden": {"image": "ramp-7919", "logits": golden_logits(classifier)},
    }


def training(config: Config, saved: dict) -> dict:
    threat = config.threat
    return {
        "kind": "adversarial" if threat else "natural",
        "norm": threat.norm if threat else None,
        "epsilon": threat.epsilon if threat else None,
        "epochs": round(saved["epoch"]),
        "recipe": config.recipe,
        "seed": saved["config"]["seed"],
    }


@torch.no_grad()
def golden_logits(classifier: pack.Classifier) -> list[float]:
    """Logits, computed in float64, of an image that any program can make for itself."""
    logits = classifier.double()(ramp().double())[0]
    return [round(value, 6) for value in logits.tolist()]


def ramp() -> Tensor:
    """The image `ramp-7919`: pixel ((1024 c + 32 y + x) * 7919 mod 256) / 255, float32 [1, 3, 32, 32]."""
    return (torch.arange(3 * 1024) * 7919 % 256 / 255).view(1, 3, 32, 32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--provisional", action="store_true")
    torch.set_num_threads(1)
    options = parser.parse_args()
    export(options.run, options.provisional)
