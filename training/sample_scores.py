"""Writes what the page draws of its second network while that one's weights are on their way: for each sample the logits and the
scores of all bands, for the class that the first network sees, in www/results/samples-MODEL.json.

    cargo build --release --package freqscope-lab
    python3 training/sample_scores.py

The first network is the manifest's first, the second one `SECOND`. Needs nothing but Python.
"""

import argparse
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "www" / "samples"
# `DEFAULT` of src/networks/second.rs.
SECOND = "resnet18-l2-05"
FORMAT = "freqscope-sample-scores/1"
# Of logits: far finer than a pixel of the chart.
DECIMALS = 5


def lab(program: str, *arguments: str) -> dict:
    command = [program, *arguments, "--json", "--device", "cpu"]
    return json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)


def rounded(values: list[float]) -> list[float]:
    return [round(value, DECIMALS) for value in values]


def main(program: str) -> None:
    first, *_ = models = json.loads((ROOT / "models" / "manifest.json").read_text())["models"]
    [second] = [model for model in models if model["id"] == SECOND]
    samples = {}
    for sample in json.loads((SAMPLES / "index.json").read_text()):
        image = ["--image", str(SAMPLES / sample["file"])]
        name = lab(program, "classify", "--model", first["id"], *image)["class"]
        logits = lab(program, "classify", "--model", SECOND, *image)["logits"]
        scores = lab(program, "of", "--model", SECOND, "--class", name, *image)["scores"]
        samples[Path(sample["file"]).stem] = {"class": name, "logits": rounded(logits), "scores": rounded(scores)}
    document = {
        "format": FORMAT,
        "model": {"id": SECOND, "sha256": second["sha256"]},
        "samples": samples,
    }
    path = ROOT / "www" / "results" / f"samples-{SECOND}.json"
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", default=str(ROOT / "target" / "release" / "lab"), help="the program")
    main(parser.parse_args().lab)
