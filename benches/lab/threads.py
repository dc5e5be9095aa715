"""Measures `lab dataset of` on several threads against one, by turns, and prints the ratio; both have to write the same bytes.

    python3 benches/lab/threads.py [--lab target/release/lab] [--threads 2] [--model resnet18-natural] [--images 90] [--rounds 5]

The data set is the page's samples over and over. Needs nothing but Python's standard library, and Linux or macOS. A load average above
0.5 says that something else was at work.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "www/samples").glob("*.png"))


def data_set(folder, images):
    """A folder with a subfolder a class, of so many images."""
    for index in range(images):
        sample = SAMPLES[index % len(SAMPLES)]
        name = folder / sample.name.split("-")[0] / f"{index}.png"
        name.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample, name)


def run(arguments, data, threads):
    """Seconds of one run, seconds of the processor, and what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "of.json"
        words = ["dataset", "of", "--model", arguments.model, "--data", data, "--out", out, "--threads", threads]
        command = [arguments.lab, *words, "--models", ROOT / "models", "--device", "cpu"]
        start = time.monotonic()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read().decode()
        _, status, resources = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        if status:
            sys.exit(f"{' '.join(map(str, command))} failed: {said}")
        return seconds, resources.ru_utime + resources.ru_stime, out.read_bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", default=ROOT / "target/release/lab", help="the program that is measured")
    parser.add_argument("--threads", type=int, default=2, help="threads beside one")
    parser.add_argument("--model", default="resnet18-natural")
    parser.add_argument("--images", type=int, default=90)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    load, counts = os.getloadavg()[0], (1, arguments.threads)
    with tempfile.TemporaryDirectory() as data:
        data_set(pathlib.Path(data), arguments.images)
        rounds = [[run(arguments, data, threads) for threads in counts] for _ in range(arguments.rounds)]
    if len({written for one, several in rounds for _, _, written in (one, several)}) > 1:
        sys.exit("the number of threads changes what is written")
    for threads, runs in zip(counts, zip(*rounds)):
        seconds, cpu = sorted(run[0] for run in runs), statistics.median(run[1] for run in runs)
        ends = f"{seconds[0]:.2f} to {seconds[-1]:.2f}"
        print(f"--threads {threads}: {statistics.median(seconds):.2f} s ({ends}), {cpu:.2f} s of the processor")
    ratios = [one[0] / several[0] for one, several in rounds]
    print(f"{arguments.images} images by {arguments.model}, load average {load:.1f} before it: ratio {statistics.median(ratios):.2f} "
          f"({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
