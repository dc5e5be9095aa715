"""Writes what other people's attacks do to the shipped weights: tests/fixtures/attacks/, described by attacks.json.

    training/.venv/bin/python training/attack_fixtures.py

It takes the images of tests/fixtures/images.npy that the network gets right, and takes about a minute. Gradients come from
PyTorch, FGSM from torchattacks, PGD and CW from foolbox, structural similarity from scikit-image. SimBA is the algorithm of
Guo et al. (2019) with a permutation that the tests use too. Arrays are float32, permutations int64.
"""

import hashlib
import json
import math
import time
from importlib.metadata import version

import foolbox
import numpy as np
import torch
import torchattacks
from scipy.fft import idctn
from skimage.metrics import structural_similarity
from torch import Tensor
from torch.nn import functional as F

import pack
from fixtures import FOLDER as IMAGES
from fixtures import ROOT, WEIGHTS

FOLDER = ROOT / "tests" / "fixtures" / "attacks"
COUNT = 6
"""Images with gradients and FGSM."""
FGSM_EPSILON = 8 / 255
PGD = [
    {"norm": "linf", "epsilon": 8 / 255, "alpha": 2 / 255, "steps": 10},
    {"norm": "linf", "epsilon": 1 / 255, "alpha": 0.25 / 255, "steps": 10},
    {"norm": "l2", "epsilon": 0.5, "alpha": 0.125, "steps": 10},
    {"norm": "l2", "epsilon": 0.1, "alpha": 0.025, "steps": 10},
]
CW = {"iterations": 100, "searches": 5, "rate": 0.01, "kappa": 0.0}
CW_IMAGES = 3
SIMBA = [
    {"basis": "pixel", "epsilon": 0.2, "freq_dims": 32},
    {"basis": "dct", "epsilon": 0.2, "freq_dims": 16},
]
SIMBA_IMAGES = 3
NEAR_TIE = 2e-5
"""Two values of ln p/(1 - p) that differ by less may compare otherwise on another device."""
SIDE = 32


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    classifier = pack.load(WEIGHTS).eval().requires_grad_(False)
    images, labels, positions = right_ones(classifier)
    gradients = input_gradients(classifier, images[:COUNT], labels[:COUNT])
    fgsm = torchattacks.FGSM(classifier, eps=FGSM_EPSILON)(images[:COUNT], labels[:COUNT]).detach()
    np.save(FOLDER / "gradients.npy", gradients.numpy())
    np.save(FOLDER / "fgsm.npy", fgsm.numpy())
    oracle = foolbox.PyTorchModel(classifier, bounds=(0, 1))
    sidecar = {
        "_command": "training/.venv/bin/python training/attack_fixtures.py",
        "weights": {"file": WEIGHTS.name, "sha256": hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()},
        "versions": {name: version(name) for name in ("torch", "torchattacks", "foolbox", "scikit-image", "scipy", "numpy")},
        "images": positions,
        "classes": labels.tolist(),
        "fgsm_epsilon": FGSM_EPSILON,
        "ssim": [similarity(x, y) for x, y in zip(images.numpy(), fgsm.numpy())],
        "pgd": [{**case, "results": pgd(oracle, case, images, labels)} for case in PGD],
        "cw": {**CW, "results": [cw(oracle, x, y) for x, y in zip(images[:CW_IMAGES], labels)]},
        "simba": [simba_case(classifier, case, images, labels) for case in SIMBA],
    }
    (FOLDER / "attacks.json").write_text(json.dumps(sidecar) + "\n")


def right_ones(classifier: pack.Classifier) -> tuple[Tensor, Tensor, list[int]]:
    """The fixture images that are classified correctly, their classes, and their positions in the file."""
    images = torch.from_numpy(np.load(IMAGES / "images.npy"))
    labels = torch.tensor(json.loads((IMAGES / "fixtures.json").read_text())["labels"])
    right = torch.nonzero(classifier(images).argmax(1) == labels).flatten()
    return images[right], labels[right], right.tolist()


def input_gradients(classifier: pack.Classifier, images: Tensor, labels: Tensor) -> Tensor:
    """The gradient of each image's cross-entropy with respect to its pixels, computed in float64."""
    pixels = images.double().requires_grad_()
    loss = F.cross_entropy(pack.load(WEIGHTS).double()(pixels), labels, reduction="sum")
    return torch.autograd.grad(loss, pixels)[0].float()


def similarity(x: np.ndarray, y: np.ndarray) -> float:
    options = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    return float(structural_similarity(x.astype(np.float64), y.astype(np.float64), data_range=1, channel_axis=0, **options))


def pgd(oracle: foolbox.PyTorchModel, case: dict, images: Tensor, labels: Tensor) -> list[dict]:
    """The margin after foolbox's PGD without a random start, and the norms of its perturbation."""
    attack = {"linf": foolbox.attacks.LinfPGD, "l2": foolbox.attacks.L2PGD}[case["norm"]]
    run = attack(abs_stepsize=case["alpha"], steps=case["steps"], random_start=False)
    _, adversarial, _ = run(oracle, images, labels, epsilons=case["epsilon"])
    return [outcome(oracle, *triple) for triple in zip(images, adversarial, labels)]


def outcome(oracle: foolbox.PyTorchModel, image: Tensor, adversarial: Tensor, label: Tensor) -> dict:
    """The lead of the true class over the best other one, and norms."""
    logits, delta = oracle(adversarial[None])[0], adversarial - image
    others = logits[torch.arange(len(logits)) != label]
    return {
        "margin": (logits[label] - others.max()).item(),
        "l2": delta.norm().item(),
        "linf": delta.abs().max().item(),
    }


def cw(oracle: foolbox.PyTorchModel, image: Tensor, label: Tensor) -> dict:
    """foolbox's CW on one image alone: its early stop looks at the loss of the whole batch.

    Where it finds nothing it returns a black image, which many networks take for something else than the label.
    """
    attack = foolbox.attacks.L2CarliniWagnerAttack(
        binary_search_steps=CW["searches"],
        steps=CW["iterations"],
        stepsize=CW["rate"],
        confidence=CW["kappa"],
        initial_const=1e-3,
        abort_early=True,
    )
    _, adversarial, _ = attack(oracle, image[None], label[None], epsilons=None)
    return outcome(oracle, image, adversarial[0] if adversarial.any() else image, label)


def simba_case(classifier: pack.Classifier, case: dict, images: Tensor, labels: Tensor) -> dict:
    side, name = case["freq_dims"], f"simba_{case['basis']}.npy"
    block = np.arange(3 * SIDE * SIDE).reshape(3, SIDE, SIDE)[:, :side, :side].flatten()
    permutation = np.random.default_rng(0).permutation(block)
    np.save(FOLDER / name, permutation)
    pairs = zip(images[:SIMBA_IMAGES], labels)
    return {**case, "permutation": name, "results": [simba(classifier, case, permutation, x, y) for x, y in pairs]}


@torch.no_grad()
def simba(classifier: pack.Classifier, case: dict, permutation: np.ndarray, image: Tensor, label: Tensor) -> dict:
    """SimBA on one image: which steps were kept, [visit, sign] each, at the price of how many queries.

    `near_tie` is the first visit at which two probabilities were too close to tell apart.
    """

    def perturbed(z: np.ndarray) -> Tensor:
        delta = idctn(z, axes=(-2, -1), norm="ortho") if case["basis"] == "dct" else z
        return (image + torch.from_numpy(delta.astype(np.float32))).clamp(0, 1)

    def ask(candidates: list[Tensor]) -> list[tuple[float, bool]]:
        """ln p/(1 - p) of the true class, and whether it is still predicted."""
        logits = classifier(torch.stack(candidates)).double()
        others = logits[:, torch.arange(logits.shape[1]) != label]
        odds = logits[:, label] - others.logsumexp(1)
        return list(zip(odds.tolist(), (logits.argmax(1) == label).tolist()))

    z, kept, queries, near_tie = np.zeros((3, SIDE, SIDE)), [], 0, None
    current = perturbed(z)
    [(odds, right)] = ask([current])
    for visit, direction in enumerate(permutation):
        if not right:
            break
        steps = []
        for sign in (-1, 1):
            step = z.copy()
            step.flat[direction] += sign * case["epsilon"]
            steps.append(step)
        candidates = [perturbed(step) for step in steps]
        for sign, step, candidate, (new_odds, new_right) in zip((-1, 1), steps, candidates, ask(candidates)):
            queries += 1
            if near_tie is None and abs(new_odds - odds) < NEAR_TIE and not torch.equal(candidate, current):
                near_tie = visit
            if new_odds < odds:
                z, odds, right, current = step, new_odds, new_right, candidate
                kept.append([visit, sign])
                break
    probability = 1 / (1 + math.exp(-odds))
    return {"kept": kept, "queries": queries, "fooled": not right, "probability": probability, "near_tie": near_tie}


if __name__ == "__main__":
    torch.set_num_threads(1)
    start = time.monotonic()
    main()
    print(f"{sum(file.stat().st_size for file in FOLDER.iterdir()) / 1000:.0f} kB in {time.monotonic() - start:.0f} s")
