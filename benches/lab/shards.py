"""Measures what a run over a data set costs: images a second of one core, for each network.

    python3 benches/lab/shards.py [--lab target/release/lab] [--images 24] [--note TEXT]

Writes the table of docs/CLUSTER.md. The images are the samples. Needs nothing but Python's standard library, and Linux or macOS.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from run import ROOT, cpu_seconds, processor

PAGE = ROOT / "docs/CLUSTER.md"
BEGIN = "<!-- Down to the next comment it is written by benches/lab/shards.py. -->"
END = "<!-- The end of what is written by benches/lab/shards.py. -->"
IMAGES = 10_000
"""Of CIFAR-10's test set."""


def samples(folder):
    """The sample pictures as a data set: a folder a class."""
    for picture in (ROOT / "www/samples").glob("*-*.png"):
        name, number = picture.stem.split("-")
        (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, folder / name / f"{number}.png")


def run(lab, network, data, limit, out):
    """CPU time and time of a run over `limit` images; ends the script where it fails."""
    arguments = [lab, "dataset", "of", "--model", network, "--models", ROOT / "models", "--data", data, "--limit", str(limit)]
    start = time.monotonic()
    process = subprocess.Popen([*arguments, "--threads", "1", "--device", "cpu", "--out", out], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode()
    _, status, resources = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(map(str, arguments))} failed: {said}")
    return cpu_seconds(resources), time.monotonic() - start


def measure(lab, network, images, folder):
    """Seconds an image: those of `images` more than the first, so that reading the weights does not count."""
    runs = [run(lab, network, folder / "data", limit, folder / f"{network}-{limit}.json") for limit in (1, images)]
    return [(many - one) / (images - 1) for one, many in zip(*runs)]


def table(lab, images):
    lines = ["| network | images a core-second | by the clock | core-hours for 10,000 images |", "| --- | --- | --- | --- |"]
    networks = [model["id"] for model in json.loads((ROOT / "models/manifest.json").read_text())["models"]]
    with tempfile.TemporaryDirectory() as folder:
        samples(pathlib.Path(folder) / "data")
        for network in networks:
            cpu, clock = measure(lab, network, images, pathlib.Path(folder))
            lines.append(f"| `{network}` | {1 / cpu:.2f} | {1 / clock:.2f} | {IMAGES * cpu / 3600:.2f} |")
            print(lines[-1], flush=True)
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", default=ROOT / "target/release/lab", help="the program that is measured")
    parser.add_argument("--images", type=int, default=24, help="how many of the samples, from 2 to 30")
    parser.add_argument("--note", default="", help="a sentence about the machine")
    arguments = parser.parse_args()
    version = subprocess.run([arguments.lab, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    about = f"{version}, as it ships, one thread on {processor()}, {arguments.images} images of each network. {arguments.note}".strip()
    text = f"{about}\n\n{table(arguments.lab, arguments.images)}"
    before, rest = PAGE.read_text().split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
