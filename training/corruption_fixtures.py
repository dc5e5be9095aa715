"""Writes tests/fixtures/corruptions/: what the libraries that CIFAR-10-C's program calls make of six test images, for the
corruptions that draw nothing at random, at all five severities.

    training/.venv/bin/pip install --no-deps opencv-python-headless==5.0.0.93
    training/.venv/bin/python training/corruption_fixtures.py

The constants are CIFAR-10-C's (Hendrycks and Dietterich, 2019). Pixelate and JPEG are Pillow's, the disk of defocus blur is applied
by OpenCV, zooming is SciPy's, and HSV scikit-image's. Arrays are uint8 (N, 3, 32, 32), image by image, severities from 1 to 5 within
each.
"""

import json
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO

import cv2
import numpy as np
import scipy.ndimage
from PIL import Image
from skimage.color import hsv2rgb, rgb2hsv

import data
import fixtures

FOLDER = fixtures.FOLDER / "corruptions"
COUNT = 6
SIDE = fixtures.SIDE


def defocus_blur(x: np.ndarray, severity: int) -> np.ndarray:
    radius, softness = [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1)][severity]
    away = np.arange(-8, 9)
    disk = (np.add.outer(away**2, away**2) <= radius**2).astype(np.float32)
    kernel = cv2.GaussianBlur(disk / disk.sum(), ksize=(3, 3), sigmaX=softness)
    return np.stack([cv2.filter2D(x[..., c] / 255, -1, kernel) for c in range(3)], axis=-1) * 255


def zoom_blur(x: np.ndarray, severity: int) -> np.ndarray:
    factors = np.arange(1, [1.06, 1.11, 1.16, 1.21, 1.26][severity], 0.01)
    x = (x / 255).astype(np.float32)
    return np.mean([x, *(zoomed(x, factor) for factor in factors)], axis=0) * 255


def zoomed(x: np.ndarray, factor: float) -> np.ndarray:
    cut = int(np.ceil(SIDE / factor))
    first = (SIDE - cut) // 2
    large = scipy.ndimage.zoom(x[first : first + cut, first : first + cut], (factor, factor, 1), order=1)
    trim = (large.shape[0] - SIDE) // 2
    return large[trim : trim + SIDE, trim : trim + SIDE]


def brightness(x: np.ndarray, severity: int) -> np.ndarray:
    hsv = rgb2hsv(x / 255)
    hsv[..., 2] = np.clip(hsv[..., 2] + [0.05, 0.1, 0.15, 0.2, 0.3][severity], 0, 1)
    return hsv2rgb(hsv) * 255


def contrast(x: np.ndarray, severity: int) -> np.ndarray:
    x = x / 255
    mean = x.mean(axis=(0, 1), keepdims=True)
    return ((x - mean) * [0.75, 0.5, 0.4, 0.3, 0.15][severity] + mean) * 255


def pixelate(x: np.ndarray, severity: int) -> np.ndarray:
    side = int(SIDE * [0.95, 0.9, 0.85, 0.75, 0.65][severity])
    small = Image.fromarray(x).resize((side, side), Image.Resampling.BOX)
    return np.array(small.resize((SIDE, SIDE), Image.Resampling.BOX))


def jpeg_compression(x: np.ndarray, severity: int) -> np.ndarray:
    file = BytesIO()
    Image.fromarray(x).save(file, "JPEG", quality=[80, 65, 58, 50, 40][severity])
    return np.array(Image.open(file))


CORRUPTIONS: list[Callable] = [defocus_blur, zoom_blur, brightness, contrast, pixelate, jpeg_compression]


def corrupted(image: np.ndarray, corruption: Callable) -> list[np.ndarray]:
    """A uint8 image [3, 32, 32] at the five severities; values are rounded down, as in CIFAR-10-C."""
    x = image.transpose(1, 2, 0)
    return [np.uint8(np.clip(corruption(x, severity), 0, 255)).transpose(2, 0, 1) for severity in range(5)]


def versions() -> dict[str, str]:
    names = ("numpy", "scipy", "pillow", "scikit-image", "opencv-python-headless")
    return {name: version(name) for name in names}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    indices = fixtures.choose(data.load("test").labels)[:COUNT]
    images = data.load("test").images[indices]
    np.save(FOLDER / "originals.npy", images)
    for corruption in CORRUPTIONS:
        np.save(FOLDER / f"{corruption.__name__}.npy", np.stack([one for image in images for one in corrupted(image, corruption)]))
    sidecar = {
        "_command": "training/.venv/bin/python training/corruption_fixtures.py",
        "versions": versions(),
        "test_indices": indices,
    }
    (FOLDER / "corruptions.json").write_text(json.dumps(sidecar) + "\n")


if __name__ == "__main__":
    main()
