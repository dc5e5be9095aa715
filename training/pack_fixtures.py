"""Writes the reference networks of the packing tests, tests/fixtures/pack/, and of the architectures, tests/fixtures/networks/.

    training/.venv/bin/pip install --no-deps robustness==1.2.1.post2 torchvision==0.29.2 dill tqdm
    training/.venv/bin/python training/pack_fixtures.py

tests/fixtures/pack/ holds checkpoints with seeded random weights in the layouts that `lab pack` reads, written by the
packages whose layouts they are, and their logits before quantisation. tests/fixtures/networks/ holds packed weights, and
logits of their dequantised weights. All logits are computed in float64, in evaluation mode, on the first four images of
tests/fixtures/images.npy, and stored as float32.

With `--full DIR` it writes the full-size ResNet-50 checkpoint of the package `robustness` and its logits to DIR instead.
"""

import argparse
import json
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock, patch

import dill
import numpy as np
import torch
import torchvision
from safetensors.torch import save_file
from torch import Tensor, nn
from torchvision.models.resnet import BasicBlock as TorchvisionBlock

import networks
import pack

with patch.dict(sys.modules, {name: MagicMock() for name in ("cox", "cox.store", "pandas")}):  # its experiment log's
    from robustness.attacker import AttackerModel
    from robustness.cifar_models import resnet, vgg

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
PACK, NETWORKS = FIXTURES / "pack", FIXTURES / "networks"
COMMAND = "training/.venv/bin/python training/pack_fixtures.py"
IMAGES = 4
MEAN, STD = [0.4914, 0.4822, 0.4465], [0.247, 0.2435, 0.2616]
ROBUSTNESS_STD = [0.2023, 0.1994, 0.201]  # what the package divides CIFAR-10 by
VGG_WIDTHS, VGG_GROUPS = [4, 6, 8, 8, 12], [2, 2, 4, 4, 4]
TORCHVISION_WIDTHS = [4, 8, 8, 16]


class NarrowVGG(vgg.VGG):
    """The package's VGG-19 with other widths, which its own constructor does not offer."""

    def __init__(self):
        nn.Module.__init__(self)
        groups = [[width] * count + ["M"] for width, count in zip(VGG_WIDTHS, VGG_GROUPS)]
        self.features = self._make_layers(sum(groups, []))
        self.classifier = nn.Linear(VGG_WIDTHS[-1], 10)


class NarrowResNet18(torchvision.models.ResNet):
    """torchvision's ResNet-18 with other widths and a CIFAR stem, which its own constructor does not offer."""

    def __init__(self):
        nn.Module.__init__(self)
        self._norm_layer, self.groups, self.base_width, self.dilation = nn.BatchNorm2d, 1, 64, 1
        self.inplanes = TORCHVISION_WIDTHS[0]
        self.conv1 = nn.Conv2d(3, self.inplanes, 3, 1, 1, bias=False)
        self.bn1, self.relu, self.maxpool = nn.BatchNorm2d(self.inplanes), nn.ReLU(), nn.Identity()
        for number, width in enumerate(TORCHVISION_WIDTHS, 1):
            layer = self._make_layer(TorchvisionBlock, width, 2, stride=1 if number == 1 else 2)
            self.add_module(f"layer{number}", layer)
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d(1), nn.Linear(TORCHVISION_WIDTHS[-1], 10)


class Normalised(nn.Module):
    """Pixels in [0, 1] -> logits, for networks that leave normalisation to their user."""

    def __init__(self, net: nn.Module):
        super().__init__()
        self.net = net

    def forward(self, pixels: Tensor) -> Tensor:
        return self.net(networks.normalise(pixels, MEAN, STD))


def main() -> None:
    assert NarrowVGG().state_dict().keys() == vgg.VGG19().state_dict().keys()
    assert NarrowResNet18().state_dict().keys() == torchvision.models.resnet18().state_dict().keys()
    PACK.mkdir(exist_ok=True)
    NETWORKS.mkdir(exist_ok=True)
    write_robustness("robustness_resnet50", resnet.ResNet50(wm=1 / 32), PACK)
    write_robustness("robustness_vgg", NarrowVGG(), PACK)
    write_state("torchvision_resnet18", NarrowResNet18())
    write_state("project_resnet18", networks.build("resnet18", [4, 8, 8, 16], [2, 2, 2, 2]))
    write_packed("resnet50", [16, 16, 32, 64], [2, 1, 2, 1])
    write_packed("vgg19", [4, 6, 8, 8, 12], VGG_GROUPS)
    describe()


def write_robustness(name: str, net: nn.Module, folder: Path) -> None:
    """A checkpoint as the package's `train_model` saves it, and its logits."""
    normaliser = SimpleNamespace(mean=torch.tensor(MEAN), std=torch.tensor(ROBUSTNESS_STD))
    model = nn.DataParallel(AttackerModel(randomise(net, name), normaliser))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    first = next(model.parameters())
    first.grad = torch.zeros_like(first)
    optimiser.step()  # gives the checkpoint a momentum, and changes no weight
    checkpoint = {
        "model": model.state_dict(),
        "optimizer": optimiser.state_dict(),
        "schedule": None,
        "epoch": 1,
        "amp": None,
        "nat_prec1": 10.0,
    }
    torch.save(checkpoint, folder / f"{name}.pt", pickle_module=dill)
    write_logits(folder / name, lambda pixels: model.double().eval()(pixels)[0])


def write_state(name: str, net: nn.Module) -> None:
    """A network's `state_dict` as safetensors, which does not say how to normalise, and its logits."""
    randomise(net, name)
    path = PACK / f"{name}.safetensors"
    save_file(net.state_dict(), path)
    path.chmod(0o644)
    write_logits(PACK / name, Normalised(net).double().eval())


def write_packed(architecture: str, widths: list[int], blocks: list[int]) -> None:
    """A small network as packed weights, and the logits of its dequantised weights."""
    description = pack.Description(architecture, widths, blocks, MEAN, STD)
    net = randomise(description.build(folded=False), architecture).eval()
    path = NETWORKS / f"{architecture}.safetensors"
    pack.save(pack.fold(net, description), description, path)
    write_logits(NETWORKS / architecture, pack.load(path).double())


@torch.no_grad()
def randomise(net: nn.Module, seed: str) -> nn.Module:
    """Weights of a scale that keeps activations alive, and batch-norm statistics near those of noise, but not equal."""
    torch.manual_seed(sum(seed.encode()))
    layers = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    for layer in layers:
        nn.init.kaiming_normal_(layer.weight)
        if layer.bias is not None:
            nn.init.normal_(layer.bias, std=0.2)
    for norm in norms:
        nn.init.uniform_(norm.weight, 0.5, 1.5)
        nn.init.normal_(norm.bias, std=0.2)
        norm.momentum = 1.0
    net.train()(torch.randn(64, 3, 32, 32))
    for norm in norms:
        norm.running_mean += 0.1 * norm.running_var.sqrt() * torch.randn_like(norm.running_mean)
        norm.running_var *= torch.empty_like(norm.running_var).uniform_(0.7, 1.4)
    return net


@torch.no_grad()
def write_logits(path: Path, classifier) -> None:
    """NAME_logits.npy, float32 [4, 10], of a classifier of pixels in float64."""
    pixels = torch.from_numpy(np.load(FIXTURES / "images.npy")[:IMAGES]).double()
    np.save(path.with_name(f"{path.name}_logits.npy"), classifier(pixels).float().numpy())


def describe() -> None:
    """pack.json: what each checkpoint holds and how its logits normalise pixels."""
    narrow = [8, 16, 32, 64]  # output channels of the package's stages at wm = 1 / 32
    ours, theirs = {"mean": MEAN, "std": STD}, {"mean": MEAN, "std": ROBUSTNESS_STD}
    files = {
        "robustness_resnet50.pt": ["resnet50", narrow, [3, 4, 6, 3], theirs],
        "robustness_vgg.pt": ["vgg19", VGG_WIDTHS, VGG_GROUPS, theirs],
        "torchvision_resnet18.safetensors": ["resnet18", TORCHVISION_WIDTHS, [2, 2, 2, 2], ours],
        "project_resnet18.safetensors": ["resnet18", [4, 8, 8, 16], [2, 2, 2, 2], ours],
    }
    keys = ("architecture", "widths", "blocks", "normalisation")
    sidecar = {
        "_command": COMMAND,
        "versions": {name: version(name) for name in ("torch", "torchvision", "robustness", "dill")},
        "files": {name: dict(zip(keys, values)) for name, values in files.items()},
    }
    (PACK / "pack.json").write_text(json.dumps(sidecar) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", type=Path, metavar="DIR")
    torch.set_num_threads(1)
    options = parser.parse_args()
    if options.full:
        write_robustness("robustness_resnet50", resnet.ResNet50(), options.full)
    else:
        main()
