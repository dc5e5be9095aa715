"""Packed weights: batch-norm folded into the convolutions, int8 with one scale an output channel, safetensors."""

import json
from dataclasses import dataclass
from pathlib import Path

import safetensors.torch
import torch
from safetensors import safe_open
from torch import Tensor, nn

from data import CLASSES
from networks import build, norm_of, normalise

FORMAT = "freqscope/1"
LEVELS = 127
STATISTICS_BATCH = 50  # small enough that most batches are without an outlier


@dataclass(frozen=True)
class Description:
    """What a packed file says of itself; mean and std are those of pixels in [0, 1].

    `widths` are the output channels of the stages of a ResNet or the groups of a VGG, `blocks` the blocks of a stage or the
    convolutions of a group.
    """

    architecture: str
    widths: list[int]
    blocks: list[int]
    mean: list[float]
    std: list[float]

    def metadata(self) -> dict[str, str]:
        """safetensors metadata holds strings only, so lists are JSON text."""
        lists = {name: json.dumps(getattr(self, name)) for name in ("widths", "blocks", "mean", "std")}
        return {"format": FORMAT, "architecture": self.architecture, **lists, "classes": json.dumps(CLASSES)}

    @staticmethod
    def of(metadata: dict[str, str]) -> "Description":
        lists = {name: json.loads(metadata[name]) for name in ("widths", "blocks", "mean", "std")}
        return Description(metadata["architecture"], **lists)

    def build(self, folded: bool) -> nn.Module:
        """The network, with random weights."""
        return build(self.architecture, self.widths, self.blocks, folded)


class Classifier(nn.Module):
    """Pixels in [0, 1], [N, 3, 32, 32] -> logits [N, 10]; normalisation is part of the model."""

    def __init__(self, net: nn.Module, description: Description):
        super().__init__()
        self.net, self.description = net.eval(), description

    def forward(self, pixels: Tensor) -> Tensor:
        return self.net(normalise(pixels, self.description.mean, self.description.std))


def fold(net: nn.Module, description: Description) -> nn.Module:
    """The same function of an evaluation-mode network, without batch-norm."""
    folded = description.build(folded=True)
    folded.load_state_dict(folded_state(net))
    return folded.eval()


@torch.no_grad()
def folded_state(net: nn.Module) -> dict[str, Tensor]:
    """The weights of the folded network: w' = w g / s, b' = b - m g / s."""
    state = {f"head.{name}": value for name, value in net.head.state_dict().items()}
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            norm = net.get_submodule(norm_of(name))
            gain = norm.weight / (norm.running_var + norm.eps).sqrt()
            state[f"{name}.weight"] = module.weight * gain.view(-1, 1, 1, 1)
            state[f"{name}.bias"] = norm.bias - norm.running_mean * gain
    return state


@torch.no_grad()
def unfold(classifier: Classifier, pixels: Tensor) -> nn.Module:
    """The same function with batch-norm again, to train on from packed weights; its statistics are typical of `pixels`.

    Batch-norm makes the norm of each filter free; it is set to one. Typical is the median over batches: one image in some
    hundreds can drive a deep network without batch-norm to activations a thousand times the usual, and the variance of
    all images together would be that one's. Training on from there multiplies every other image by its root.
    """
    description, folded = classifier.description, classifier.net
    with pixels.device:
        net = description.build(folded=False)
    convolutions = {name: module for name, module in folded.named_modules() if isinstance(module, nn.Conv2d)}
    statistics = {name: [] for name in convolutions}
    hooks = [
        module.register_forward_hook(
            lambda _, __, output, name=name: statistics[name].append(torch.var_mean(output, (0, 2, 3), correction=0))
        )
        for name, module in convolutions.items()
    ]
    for batch in pixels.split(STATISTICS_BATCH):
        classifier(batch)
    for hook in hooks:
        hook.remove()
    for name, module in convolutions.items():
        norm = net.get_submodule(norm_of(name))
        variance, mean = (torch.stack(values).median(0).values for values in zip(*statistics[name]))
        length = module.weight.flatten(1).norm(dim=1).clamp_min(1e-12)
        net.get_submodule(name).weight.copy_(module.weight / length.view(-1, 1, 1, 1))
        norm.running_mean.copy_((mean - module.bias) / length)
        norm.running_var.copy_(variance / length.square())
        norm.weight.copy_(length * (norm.running_var + norm.eps).sqrt())
        norm.bias.copy_(mean)
    net.head.load_state_dict(folded.head.state_dict())
    return net


def quantise(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Float [out, ...] -> int8 of that shape and scales [out], clipping where that lowers the squared error."""
    rows = weight.flatten(1)
    largest = rows.abs().amax(1).clamp_min(1e-12)
    best_error, best_scale = torch.full_like(largest, torch.inf), largest / LEVELS
    for clip in torch.linspace(0.6, 1.0, 41):
        scale = clip * largest / LEVELS
        error = (_round(rows, scale) * scale[:, None] - rows).square().sum(1)
        best_scale = torch.where(error < best_error, scale, best_scale)
        best_error = torch.minimum(error, best_error)
    return _round(rows, best_scale).to(torch.int8).view_as(weight), best_scale


def _round(rows: Tensor, scale: Tensor) -> Tensor:
    return (rows / scale[:, None]).round().clamp(-LEVELS, LEVELS)


def save(folded: nn.Module, description: Description, path: Path) -> None:
    """Writes a folded network as packed weights."""
    tensors = {}
    for name, value in folded.state_dict().items():
        layer, _, kind = name.rpartition(".")
        if kind == "weight":
            tensors[f"{layer}.weight"], tensors[f"{layer}.scale"] = quantise(value)
        else:
            tensors[f"{layer}.bias"] = value
    packed = safetensors.torch.save({name: value.contiguous() for name, value in tensors.items()}, description.metadata())
    path.write_bytes(_ordered(packed))


def _ordered(packed: bytes) -> bytes:
    """The same file with its header's keys in order: safetensors writes the metadata in a random one, and so another hash
    each time."""
    data = 8 + int.from_bytes(packed[:8], "little")
    header = json.dumps(json.loads(packed[8:data]), sort_keys=True, separators=(",", ":")).encode()
    return packed[:8] + header.ljust(data - 8) + packed[data:]


def load(path: Path) -> Classifier:
    """Reads packed weights back into a network in float32, weight = scale * int8."""
    with safe_open(path, "pt") as file:
        description = Description.of(file.metadata())
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    for name in [name for name in tensors if name.endswith(".scale")]:
        weight = name.replace(".scale", ".weight")
        scale = tensors.pop(name)
        tensors[weight] = tensors[weight].float() * scale.view(-1, *[1] * (tensors[weight].ndim - 1))
    net = description.build(folded=True)
    net.load_state_dict(tensors)
    return Classifier(net, description)
