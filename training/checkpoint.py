"""The files of a run in runs/: ID.pt, the state after the last epoch, and ID.final.pt, once it has ended."""

from pathlib import Path

import torch
from torch import nn

from config import ROOT, Config
from pack import Description


def path(run: str, final: bool = False) -> Path:
    return ROOT / "runs" / (f"{run}.final.pt" if final else f"{run}.pt")


def save(state: dict, target: Path) -> None:
    """Writes beside the target and renames, so that a stopped process leaves no half file."""
    target.parent.mkdir(exist_ok=True)
    torch.save(state, target.with_suffix(".tmp"))
    target.with_suffix(".tmp").rename(target)


def description(config: Config, state: dict) -> Description:
    return Description(config.architecture, config.widths, config.blocks, state["mean"], state["std"])


def averaged(config: Config, state: dict) -> tuple[nn.Module, Description]:
    """A checkpoint's averaged network in evaluation mode, and its description."""
    described = description(config, state)
    net = described.build(folded=False)
    net.load_state_dict(state["average"])
    return net.eval(), described
