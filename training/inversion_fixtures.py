"""Writes what PyTorch's representation inversion does on the shipped weights: tests/fixtures/inversion/.

    training/.venv/bin/python training/inversion_fixtures.py

Targets and starts are images of tests/fixtures/images.npy. g(x) is what the linear layer reads, from PyTorch in float64 on
the dequantised weights, stored as float32; the search is the same as the engine's, in float64. It takes about a minute.
"""

import hashlib
import json
from importlib.metadata import version

import numpy as np
import torch
from torch import Tensor

import pack
from fixtures import FOLDER as IMAGES
from fixtures import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "inversion"
MODELS = ["resnet18-natural", "resnet18-l2-05"]
TARGETS = [0, 1, 2, 3]
STARTS = [12, 13, 14, 15]
STEPS = 50
STEP_SIZE = 0.1


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    images = torch.from_numpy(np.load(IMAGES / "images.npy")).double()
    sidecar = {
        "_command": "training/.venv/bin/python training/inversion_fixtures.py",
        "versions": {name: version(name) for name in ("torch", "numpy")},
        "targets": TARGETS,
        "starts": STARTS,
        "steps": STEPS,
        "step_size": STEP_SIZE,
        "models": [case(name, images[TARGETS], images[STARTS]) for name in MODELS],
    }
    (FOLDER / "inversion.json").write_text(json.dumps(sidecar) + "\n")


def case(name: str, targets: Tensor, starts: Tensor) -> dict:
    """The representations of the targets, and the relative loss before each step and after the last, a list an image."""
    weights = ROOT / "models" / f"{name}.safetensors"
    classifier = pack.load(weights).double().eval().requires_grad_(False)
    sought = represent(classifier, targets)
    np.save(FOLDER / f"{name}.npy", sought.float().numpy())
    losses = invert(classifier, sought, starts)
    return {"id": name, "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(), "losses": losses}


def represent(classifier: pack.Classifier, pixels: Tensor) -> Tensor:
    """[N, 3, 32, 32] -> [N, channels], what the linear layer reads."""
    read = []
    hook = classifier.net.head.register_forward_pre_hook(lambda _, inputs: read.append(inputs[0]))
    classifier(pixels)
    hook.remove()
    return read[0]


def invert(classifier: pack.Classifier, sought: Tensor, x: Tensor) -> list[list[float]]:
    """Gradient steps of fixed l2 length down |g(x) - g| / |g|, back into the box after each."""
    rows = []
    for _ in range(STEPS):
        x = x.clone().requires_grad_()
        losses = relative(represent(classifier, x), sought)
        (gradient,) = torch.autograd.grad(losses.sum(), x)
        rows.append(losses.tolist())
        step = gradient / gradient.flatten(1).norm(dim=1).view(-1, 1, 1, 1)
        x = (x.detach() - STEP_SIZE * step).clamp(0, 1)
    rows.append(relative(represent(classifier, x), sought).tolist())
    return [list(column) for column in zip(*rows)]


def relative(found: Tensor, sought: Tensor) -> Tensor:
    return (found - sought).norm(dim=1) / sought.norm(dim=1)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
