"""Trains one network from one config file; started again, it goes on after the last finished epoch.

    training/.venv/bin/python training/train.py training/configs/resnet18-natural.toml

With `--minutes M` the clock takes over from the schedule: the learning rate falls linearly from where it is to zero in that
time, the last two fifths of it at full resolution, and the run ends there.

On a CPU, processes of one thread each share every batch and average their gradients: on a busy machine that is much faster
than one process of two threads, whose threads wait for each other inside every convolution. With `--device cuda` one process
keeps everything, the data set too, on one GPU. Matrix products are in bf16 where the hardware has it; `--float32` says no,
which is faster for ResNet-50 on a CPU with AVX-512's bf16 instructions but no AMX.
"""

import argparse
from functools import partial
from pathlib import Path

import torch

from config import Config
from trainer import Trainer
from worker import Worker, native, start


def run(config: Config, minutes: float | None, worker: Worker) -> None:
    Trainer(config, minutes, worker).run()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path)
    parser.add_argument("--minutes", type=float, help="finish in this time")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each, on a CPU")
    parser.add_argument("--float32", action="store_true", help="no bf16")
    options = parser.parse_args()
    count = options.workers if options.device == "cpu" else 1
    precision = torch.float32 if options.float32 else native(options.device)
    start(count, options.device, precision, partial(run, Config.read(options.config), options.minutes))
