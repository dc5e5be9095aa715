"""The job of docs/cluster/job.yaml: valid in the newest Kubernetes that is known here, and its Pods, run here one after another, give
the bytes of the run of one process. From run.sh: LAB, FOLDER with whole.json and data, and MODELS."""

import os
import pathlib
import subprocess

import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "docs/cluster/job.yaml"


def check(job):
    """Against the schema, strictly: a field that is not known is an error."""
    kubernetes_validate.validate(job, kubernetes_validate.latest_version(), strict=True)
    broken = {**job, "spec": {**job["spec"], "completionMod": "Indexed"}}
    try:
        kubernetes_validate.validate(broken, kubernetes_validate.latest_version(), strict=True)
    except kubernetes_validate.ValidationError:
        return
    raise SystemExit("a misspelt field passes: the check checks nothing")


def pods(job, folder):
    """Runs each Pod's command as its container would, with the volume at `folder`."""
    container = job["spec"]["template"]["spec"]["containers"][0]
    own = {entry["name"]: entry["value"] for entry in container["env"]}
    count = job["spec"]["completions"]
    assert own["SHARDS"] == str(count), f"{own} for {count} Pods"
    for index in range(count):
        environment = {"PATH": os.environ["PATH"], **own, "JOB_COMPLETION_INDEX": str(index)}
        subprocess.run([*container["command"], *container["args"]], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [folder / f"shard-{index}.scores" for index in range(count)]


def main():
    job = yaml.safe_load(MANIFEST.read_text())
    check(job)
    run = pathlib.Path(os.environ["FOLDER"])
    folder = run / "kubernetes"
    folder.mkdir()
    for name, target in [("lab", os.environ["LAB"]), ("models", os.environ["MODELS"]), ("data", run / "data")]:
        (folder / name).symlink_to(target)
    merged = folder / "merged.json"
    subprocess.run([folder / "lab", "merge", merged, *pods(job, folder)], check=True, stdout=subprocess.DEVNULL)
    assert merged.read_bytes() == (run / "whole.json").read_bytes(), "the shards of the Pods give another result"
    print(f"valid in Kubernetes {kubernetes_validate.latest_version()}; its Pods' shards give the bytes of one process")


main()
