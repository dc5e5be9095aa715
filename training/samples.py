"""Writes the page's sample images: the first three test images of each class, in test-set order.

    training/.venv/bin/python training/samples.py
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

import data

FOLDER = Path(__file__).parent.parent / "www" / "samples"
PER_CLASS = 3


def main() -> None:
    test = data.load("test")
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for label, name in enumerate(data.CLASSES):
        for position in np.flatnonzero(test.labels == label)[:PER_CLASS].tolist():
            file = f"{name}-{position}.png"
            Image.fromarray(test.images[position].transpose(1, 2, 0)).save(FOLDER / file, optimize=True)
            index.append({"file": file, "class": name, "index": position})
    (FOLDER / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
