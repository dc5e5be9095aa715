"""Writes the reference values that the Rust tests compare with: tests/fixtures/, described by fixtures.json.

    training/.venv/bin/python training/fixtures.py

DCT and ablation come from SciPy, logits and gradients from PyTorch in float64 on the shipped weights, Occluded Frequency from
Captum, the resized image from a block mean in NumPy. Everything is stored as float32.
"""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import scipy.fft
import torch
from captum.attr import FeatureAblation
from PIL import Image
from torch import Tensor

import data
import pack

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "fixtures"
WEIGHTS = ROOT / "models" / "resnet18-natural.safetensors"
COUNT = 24
SPECTRA = 3
MEAN_FILLED = 2
DIFFERENTIATED = 6
SIDE = 32
BANDS = 2 * SIDE - 1
BAND_SETS = [[0], list(range(1, 16)), list(range(16, BANDS)), [0, 5, 31, 62]]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    indices = choose(data.load("test").labels)
    images = data.load("test").images[indices] / np.float32(255)
    arrays = {"images": images, **frequency(images[:SPECTRA]), **attribution(images), **resize()}
    for name, array in arrays.items():
        np.save(FOLDER / f"{name}.npy", array)
    describe(indices, arrays)


def choose(labels: np.ndarray) -> list[int]:
    """Test-set positions: the first image of every class, then the second of every class, and so on, cut at COUNT."""
    rounds = [np.flatnonzero(labels == label)[:COUNT] for label in range(len(data.CLASSES))]
    return np.stack(rounds, axis=1).flatten()[:COUNT].tolist()


def frequency(images: np.ndarray) -> dict[str, np.ndarray]:
    """Spectra, and the images with each of BAND_SETS set to zero or to the training set's mean coefficients."""
    spectra = dct(images.astype(np.float64))
    mean = dct(np.load(data.MEAN_IMAGE).astype(np.float64))
    fills = {"ablated_zero": np.zeros_like(mean), "ablated_mean": mean}
    ablated = {
        name: np.stack([ablate(spectra, bands, fill) for bands in BAND_SETS]) for name, fill in fills.items()
    }
    return {name: array.astype(np.float32) for name, array in {"spectra": spectra, **ablated}.items()}


def dct(images: np.ndarray) -> np.ndarray:
    return scipy.fft.dctn(images, axes=(-2, -1), norm="ortho")


def band_index() -> np.ndarray:
    """The band u + v of every coefficient, [32, 32]."""
    return np.add.outer(np.arange(SIDE), np.arange(SIDE))


def ablate(spectra: np.ndarray, bands: list[int], fill: np.ndarray) -> np.ndarray:
    """Spectra [N, 3, 32, 32] -> images in which these bands' coefficients are those of `fill`."""
    return scipy.fft.idctn(np.where(np.isin(band_index(), bands), fill, spectra), axes=(-2, -1), norm="ortho")


def attribution(images: np.ndarray) -> dict[str, np.ndarray]:
    """Logits [N, 10] and Occluded Frequency [N, 63] of the predicted class; for some images also with the mean fill."""
    classifier = pack.load(WEIGHTS).double()
    pixels = torch.from_numpy(images).double()
    with torch.no_grad():
        logits = classifier(pixels)
    targets = logits.argmax(1)
    spectra = torch.from_numpy(dct(images.astype(np.float64)))
    mean = torch.from_numpy(dct(np.load(data.MEAN_IMAGE).astype(np.float64)))[None]
    return {
        "logits": logits.float().numpy(),
        "of_scores": occluded_frequency(classifier, spectra, targets, torch.zeros_like(mean)),
        "of_scores_mean": occluded_frequency(classifier, spectra[:MEAN_FILLED], targets, mean),
        "first_order": first_order(classifier, spectra[:DIFFERENTIATED], targets, torch.zeros_like(mean)),
        "first_order_mean": first_order(classifier, spectra[:MEAN_FILLED], targets, mean),
    }


def transform_basis() -> Tensor:
    """B with DCT(x) = B x Bᵀ."""
    return torch.from_numpy(scipy.fft.dct(np.eye(SIDE), axis=0, norm="ortho"))


def first_order(classifier: pack.Classifier, spectra: Tensor, targets: Tensor, fill: Tensor) -> np.ndarray:
    """Scores [N, 63]: autograd's derivative of the target's logit by the coefficients, times what `fill` takes from them."""
    basis, spectra = transform_basis(), spectra.clone().requires_grad_()
    logits = classifier(basis.T @ spectra @ basis).gather(1, targets[: len(spectra), None])
    (gradient,) = torch.autograd.grad(logits.sum(), spectra)
    products = (gradient * (spectra - fill)).sum(1).detach().numpy()
    scores = [products[:, band_index() == band].sum(1) for band in range(BANDS)]
    return np.stack(scores, axis=1).astype(np.float32)


def occluded_frequency(classifier: pack.Classifier, spectra: Tensor, targets: Tensor, fill: Tensor) -> np.ndarray:
    """Captum's feature ablation over DCT coefficients, one feature a band: f(x) - f(x without the band)."""
    basis = transform_basis()
    ablation = FeatureAblation(lambda spectrum: classifier(basis.T @ spectrum @ basis))
    mask = torch.from_numpy(band_index()).expand(1, 3, SIDE, SIDE)
    scores = []
    for spectrum, target in zip(spectra, targets):
        maps = ablation.attribute(
            spectrum[None], fill, int(target), feature_mask=mask, perturbations_per_eval=BANDS
        )
        scores.append(torch.cat([maps[0, 0, 0, :], maps[0, 0, 1:, -1]]))
    return torch.stack(scores).float().numpy()


def resize() -> dict[str, np.ndarray]:
    """A picture of 48 x 40, its central 40 x 40 averaged over areas to 32 x 32: repeat every pixel 4 times, then mean of 5 x 5."""
    y, x, c = np.meshgrid(np.arange(40), np.arange(48), np.arange(3), indexing="ij")
    picture = ((37 * x + 59 * y + 101 * c + x * y * (c + 1)) % 256).astype(np.uint8)
    Image.fromarray(picture).save(FOLDER / "resize_input.png", optimize=True)
    square = picture[:, 4:44].astype(np.float64) / 255
    fine = square.repeat(4, axis=0).repeat(4, axis=1)
    resized = fine.reshape(SIDE, 5, SIDE, 5, 3).mean(axis=(1, 3)).transpose(2, 0, 1)
    return {"resized": resized.astype(np.float32)}


def describe(indices: list[int], arrays: dict[str, np.ndarray]) -> None:
    labels = data.load("test").labels[indices]
    sidecar = {
        "_command": "training/.venv/bin/python training/fixtures.py",
        "weights": {"file": WEIGHTS.name, "sha256": hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()},
        "versions": {name: version(name) for name in ("numpy", "scipy", "torch", "captum")},
        "test_indices": indices,
        "labels": labels.tolist(),
        "predicted": arrays["logits"].argmax(1).tolist(),
        "band_sets": BAND_SETS,
        "resize_input": "resize_input.png",
        "shapes": {f"{name}.npy": list(array.shape) for name, array in arrays.items()},
    }
    (FOLDER / "fixtures.json").write_text(json.dumps(sidecar) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
