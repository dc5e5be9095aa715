"""models/manifest.json: the shipped models, how they were trained and what was measured of them."""

import json
from pathlib import Path

from config import ROOT

MODELS = ROOT.parent / "models"
PATH = MODELS / "manifest.json"
MEASURED = ("accuracy_f32", "accuracy_int8", "robust_accuracy", "robustness")


def read() -> dict:
    if PATH.exists():
        return json.loads(PATH.read_text())
    return {"format": "freqscope-manifest/1", "models": []}


def find(run: str) -> dict | None:
    """The entry of a model, or nothing."""
    return next((model for model in read()["models"] if model["id"] == run), None)


def write_entry(new: dict) -> None:
    """Replaces the entry with the same id, or adds one; the page begins with the first."""
    manifest = read()
    others = [model for model in manifest["models"] if model["id"] != new["id"]]
    manifest["models"] = sorted([*others, new], key=_rank)
    PATH.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")


def _rank(model: dict) -> tuple:
    """By architecture; natural training first, then l2 and l-infinity, each by its radius."""
    training = model["training"]
    return model["architecture"], training["kind"] != "natural", training["norm"] or "", training["epsilon"] or 0, model["id"]


def weights(run: str) -> Path:
    """The packed weights of a run."""
    return MODELS / f"{run}.safetensors"
