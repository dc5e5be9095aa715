"""Calls the command line `lab` from Python: each answer as what its JSON holds.

    import freqscope
    freqscope.lab("of", model="resnet18-natural", image="cat.png")["scores"]
    freqscope.lab("dataset", "of", model="resnet18-natural", limit=500, out="of.json")

The program is the one that the variable FREQSCOPE_LAB names, or `lab` on the path.
"""

import json
import os
import subprocess


class Refused(Exception):
    """What `lab` says when it cannot answer: one sentence with what to do."""


def lab(*words, **options):
    """Runs `lab WORDS --option value … --json`; options with True are flags, those with False
    or None are left out, and `_` in their names is written `-`."""
    command = [os.environ.get("FREQSCOPE_LAB", "lab"), *map(str, words), "--json"]
    for name, value in options.items():
        if value is None or value is False:
            continue
        flag = "--" + name.replace("_", "-")
        command += [flag] if value is True else [flag, str(value)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Refused(done.stderr.strip().removeprefix("lab: "))
    return json.loads(done.stdout)
