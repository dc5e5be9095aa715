"""Compares `lab dataset heatmap` and `lab dataset filter` with NumPy, SciPy and PyTorch on the first test images: every count of
images has to be the same.

    cargo build --release --package freqscope-lab
    training/.venv/bin/python training/frequency_oracle.py resnet18-natural --count 50

The waves of the Fourier basis are inverse transforms of the pair of their frequencies, those of the DCT inverse transforms of one
coefficient, the filters masks over SciPy's coefficients, and the signs come from ChaCha8 as it is written here. `--only` names
some of the four questions; `--stored` compares what www/results/ has of them, each of as many images as it says, and runs no `lab`.
Where a count differs, the network's two largest logits of an image lie within their rounding, or
one of the programs is wrong; the script ends in an error either way.
"""

import argparse
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import scipy.fft
import torch

import claims
import data
import fixtures
import manifest
import pack

ROOT = fixtures.ROOT
SIDE = fixtures.SIDE
NORM = 4.0
SEED = 0
SIGN_STREAM = 63
BATCH = 64
ROUNDS = 8


def chacha(key: bytes, stream: int, words: int) -> np.ndarray:
    """The first 32-bit numbers of a stream of ChaCha8: a 64-bit counter, then the stream as 64 bits, all little-endian."""
    blocks = -(-words // 16)
    start = np.zeros((16, blocks), np.uint32)
    start[:4] = np.frombuffer(b"expand 32-byte k", "<u4")[:, None]
    start[4:12] = np.frombuffer(key, "<u4")[:, None]
    start[12], start[14], start[15] = np.arange(blocks), stream & 0xFFFFFFFF, stream >> 32
    state = start.copy()

    def quarter(a: int, b: int, c: int, d: int) -> None:
        for target, other, mixed, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[target] += state[other]
            word = state[mixed] ^ state[target]
            state[mixed] = (word << np.uint32(turn)) | (word >> np.uint32(32 - turn))

    for _ in range(ROUNDS // 2):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return (state + start).T.flatten()[:words]


def signs(image: np.ndarray) -> np.ndarray:
    """A sign for each place of a map and each channel, [32, 32, 3], of an image of float32 pixels."""
    key = hashlib.sha256(SEED.to_bytes(8, "little") + image.astype("<f4").tobytes()).digest()
    return np.where(chacha(key, SIGN_STREAM, 3 * SIDE * SIDE) & 1, 1.0, -1.0).reshape(SIDE, SIDE, 3)


def waves(basis: str) -> dict[tuple[int, int], np.ndarray]:
    """The wave of each place (row, column) of a map that is the first with it."""
    found = {}
    for row, column in np.ndindex(SIDE, SIDE):
        if basis == "dct":
            unit = np.zeros((SIDE, SIDE))
            unit[row, column] = 1
            found[row, column] = scipy.fft.idctn(unit, norm="ortho")
            continue
        mirrored = (-row % SIDE, -column % SIDE)
        if mirrored >= (row, column):
            spectrum = np.zeros((SIDE, SIDE))
            spectrum[row, column] = spectrum[mirrored] = 1
            wave = np.fft.ifft2(np.fft.ifftshift(spectrum))
            assert np.abs(wave.imag).max() < 1e-12
            found[row, column] = wave.real / np.linalg.norm(wave.real)
    return found


def heat_map(network: pack.Classifier, images: np.ndarray, labels: np.ndarray, basis: str) -> dict:
    """The counts of errors as `lab dataset heatmap` stores them."""
    places = waves(basis)
    errors = np.zeros((SIDE, SIDE), int)
    noise = NORM * np.stack(list(places.values()))
    for image, label in zip(images, labels):
        drawn = np.stack([signs(image)[place] for place in places])
        perturbed = image.astype(np.float64) + drawn[:, :, None, None] * noise[:, None]
        for place, wrong in zip(places, predicted(network, perturbed.astype(np.float32)) != label):
            errors[place] += wrong
    if basis == "fourier":
        for row, column in np.ndindex(SIDE, SIDE):
            errors[row, column] = errors[min((row, column), (-row % SIDE, -column % SIDE))]
    return {"clean": int((predicted(network, images) != labels).sum()), "errors": errors.tolist()}


def filter_curves(network: pack.Classifier, images: np.ndarray, labels: np.ndarray, partition: str) -> dict:
    """The counts of images that are right as `lab dataset filter` stores them."""
    index = np.arange(SIDE)
    band = np.add.outer(index, index) if partition == "diagonal" else np.rint(np.hypot.outer(index, index)).astype(int)
    spectra = fixtures.dct(images.astype(np.float64))

    def right(kept: np.ndarray) -> int:
        pixels = scipy.fft.idctn(np.where(kept, spectra, 0), axes=(-2, -1), norm="ortho")
        return int((predicted(network, pixels.astype(np.float32)) == labels).sum())

    bands = range(band.max() + 1)
    return {"low": [right(band <= k) for k in bands], "high": [right(band >= k) for k in bands]}


@torch.no_grad()
def predicted(network: pack.Classifier, images: np.ndarray) -> np.ndarray:
    return torch.cat([network(batch).argmax(1) for batch in torch.from_numpy(images).split(BATCH)]).numpy()


def ours(program: Path, model: str, count: int, question: list[str]) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        run = ["dataset", *question, "--model", model, "--limit", str(count), "--seed", str(SEED), "--out", str(out)]
        subprocess.run([program, *run], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return json.loads(out.read_text())


def stored(model: str, name: str) -> dict:
    return json.loads((claims.FOLDER / f"{STORED[name].format(model)}.json").read_text())


STORED = {"fourier": "heatmap-{}", "dct": "heatmap-{}-dct", "diagonal": "filter-{}", "radial": "filter-{}-radial"}
QUESTIONS = {
    "fourier": (["heatmap", "--basis", "fourier"], heat_map),
    "dct": (["heatmap", "--basis", "dct"], heat_map),
    "diagonal": (["filter", "--bands", "diagonal"], filter_curves),
    "radial": (["filter", "--bands", "radial"], filter_curves),
}


def differences(theirs: dict, found: dict) -> Iterator[int]:
    for name, counts in theirs.items():
        yield from np.abs(np.subtract(found[name], counts)).flatten().tolist()


def main(options: argparse.Namespace) -> None:
    test = data.load("test")
    failed = False
    for model in options.models:
        network = pack.load(manifest.weights(model)).eval()
        for name in options.only:
            question, reference = QUESTIONS[name]
            found = stored(model, name) if options.stored else ours(options.lab, model, options.count, question)
            count = found["question"]["data"]["images"]
            images, labels = test.images[:count] / np.float32(255), test.labels[:count]
            off = list(differences(reference(network, images, labels, name), found))
            unequal = sum(one > 0 for one in off)
            failed |= unequal > 0
            print(f"{model}, {name}: {len(off)} counts of {count} images, {unequal} differ, by {max(off)} at most", flush=True)
    if failed:
        raise SystemExit("some counts differ")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--only", nargs="+", choices=list(QUESTIONS), default=list(QUESTIONS))
    parser.add_argument("--stored", action="store_true")
    parser.add_argument("--lab", type=Path, default=ROOT / "target" / "release" / "lab")
    main(parser.parse_args())
