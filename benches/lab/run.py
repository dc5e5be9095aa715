"""Measures `lab`: the most memory that an answer about one picture takes, by network, and the CPU time of a chart.

    python3 benches/lab/run.py [--lab target/release/lab] [--against OTHER]

Writes the table of docs/command-line.md; with --against, which names another version's program, it only prints the CPU time of
`of` as a ratio to that one's, each run by turns. Needs nothing but Python's standard library, and Linux or macOS.
"""

import argparse
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/command-line.md"
BEGIN = "<!-- All down to the next comment is written by benches/lab/run.py. -->"
END = "<!-- The end of what is written by benches/lab/run.py. -->"
PICTURE = ROOT / "www/samples/cat-0.png"
NETWORKS = ["resnet18-natural", "vgg19-natural", "vgg19-full", "resnet50-natural"]
COMMANDS = {
    "`classify`": ["classify"],
    "`of`": ["of"],
    "`attack`, PGD ℓ∞": ["attack", "--method", "pgd-linf", "--out", "{out}"],
    "`invert`, 10 steps": ["invert", "--start", str(ROOT / "www/samples/dog-12.png"), "--steps", "10", "--out", "{out}"],
}
ROUNDS = 5


def usage(lab, command, network):
    """The resources that one run takes; ends the script where the run fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.npy")
        words = [word.format(out=out) for word in command]
        arguments = [lab, *words, "--model", network, "--image", PICTURE, "--models", ROOT / "models", "--device", "cpu", "--json"]
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read().decode()
        _, status, resources = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{' '.join(map(str, arguments))} failed: {said}")
        return resources


def mebibytes(resources):
    """Linux counts kibibytes, macOS bytes."""
    return resources.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def cpu_seconds(resources):
    return resources.ru_utime + resources.ru_stime


def processor():
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")] if sys.platform == "linux" else []
    return names[0] if names else platform.processor()


def table(lab):
    lines = [f"| network | {' | '.join(COMMANDS)} | CPU time of `of` |", "| --- |" + " --- |" * (len(COMMANDS) + 1)]
    for network in NETWORKS:
        runs = [usage(lab, command, network) for command in COMMANDS.values()]
        seconds = min(cpu_seconds(usage(lab, COMMANDS["`of`"], network)) for _ in range(ROUNDS))
        lines.append(f"| `{network}` | {' | '.join(f'{mebibytes(run):.0f} MiB' for run in runs)} | {seconds:.2f} s |")
    version = subprocess.run([lab, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{version}, as it ships, on {processor()}; of the time the least of {ROUNDS} runs.\n\n" + "\n".join(lines)


def ratios(lab, other):
    for network in NETWORKS:
        pairs = [[cpu_seconds(usage(program, COMMANDS["`of`"], network)) for program in (lab, other)] for _ in range(ROUNDS)]
        ours, theirs = (min(times) for times in zip(*pairs))
        print(f"{network}: {ours:.2f} s, {theirs:.2f} s, ratio {ours / theirs:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", default=ROOT / "target/release/lab", help="the program that is measured")
    parser.add_argument("--against", help="the program of another version")
    arguments = parser.parse_args()
    if arguments.against:
        return ratios(arguments.lab, arguments.against)
    text = table(arguments.lab)
    print(text)
    before, rest = PAGE.read_text().split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
