"""Packs a finished run's averaged weights into models/ and writes its entry in the manifest.

    training/.venv/bin/python training/export.py resnet18-natural

With `--provisional` it takes the last checkpoint of a run that is still going on.
"""

import argparse
import hashlib
import json
from pathlib import Path

import torch
from torch import Tensor

import data
import pack
from resnet import ResNet
from train import reestimate_norms

ROOT = Path(__file__).parent
MODELS = ROOT.parent / "models"
MANIFEST = MODELS / "manifest.json"
NAMES = {"resnet18-natural": "ResNet-18, natural"}
RECIPES = {
    "resnet18-natural": "Muon on the convolutions and Nesterov SGD on the rest, label smoothing 0.1, random crops, "
    "alternating flips and an 8x8 cut-out, small images first, averaged weights."
}


def export(run: str, provisional: bool) -> None:
    """runs/ID.final.pt -> models/ID.safetensors and its manifest entry, without accuracies (evaluate.py adds them)."""
    saved = torch.load(ROOT / "runs" / (f"{run}.pt" if provisional else f"{run}.final.pt"))
    net, description = restore(saved)
    if provisional:
        reestimate_norms(net, data.load("train").images, description.mean, description.std, count=1000)
    path = MODELS / f"{run}.safetensors"
    pack.save(pack.fold(net, description), description, path)
    write_entry(entry(run, saved, path))


def restore(saved: dict) -> tuple[ResNet, pack.Description]:
    """A checkpoint's averaged network in evaluation mode, and its description."""
    config = saved["config"]
    net = ResNet(config["widths"], config["blocks"])
    net.load_state_dict(saved["average"])
    return net.eval(), pack.Description(config["widths"], config["blocks"], saved["mean"], saved["std"])


def entry(run: str, saved: dict, path: Path) -> dict:
    """A model's entry in the manifest; accuracies are null until evaluate.py has measured them."""
    classifier, packed = pack.load(path), path.read_bytes()
    description = classifier.description
    return {
        "id": run,
        "file": path.name,
        "name": NAMES[run],
        "architecture": description.architecture,
        "widths": description.widths,
        "blocks": description.blocks,
        "training": {
            "kind": "natural",
            "norm": None,
            "epsilon": None,
            "epochs": round(saved["epoch"]),
            "recipe": RECIPES[run],
            "seed": saved["config"]["seed"],
        },
        "normalisation": {"mean": description.mean, "std": description.std},
        "classes": data.CLASSES,
        "accuracy_f32": None,
        "accuracy_int8": None,
        "robust_accuracy": None,
        "bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "golden": {"image": "ramp-7919", "logits": golden_logits(classifier)},
    }


@torch.no_grad()
def golden_logits(classifier: pack.Classifier) -> list[float]:
    """Logits, computed in float64, of an image that any program can make for itself."""
    logits = classifier.double()(ramp().double())[0]
    return [round(value, 6) for value in logits.tolist()]


def ramp() -> Tensor:
    """The image `ramp-7919`: pixel ((1024 c + 32 y + x) * 7919 mod 256) / 255, float32 [1, 3, 32, 32]."""
    return (torch.arange(3 * 1024) * 7919 % 256 / 255).view(1, 3, 32, 32)


def read_manifest() -> dict:
    if MANIFEST.exists():
        return json.loads(MANIFEST.read_text())
    return {"format": "freqscope-manifest/1", "models": []}


def write_entry(new: dict) -> None:
    """Replaces the entry with the same id, or adds one."""
    manifest = read_manifest()
    others = [model for model in manifest["models"] if model["id"] != new["id"]]
    manifest["models"] = sorted([*others, new], key=lambda model: model["id"])
    MANIFEST.write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run")
    parser.add_argument("--provisional", action="store_true")
    torch.set_num_threads(1)
    options = parser.parse_args()
    export(options.run, options.provisional)
