"""Writes the checkpoints of the reading and packing tests, tests/fixtures/checkpoints/.

    training/.venv/bin/pip install --no-deps robustness==1.2.1.post2 torchvision==0.29.2 timm==1.0.31 dill tqdm huggingface_hub
    training/.venv/bin/python training/checkpoint_fixtures.py

layouts/ holds small networks with seeded random weights by the names that other packages and repositories give them, in the
forms in which these save checkpoints, and NAME_logits.npy: PyTorch's, in float64, before quantisation, on the first four
images of tests/fixtures/images.npy. layouts.json says what each is.

forms/ holds the same two tensors in every form that is read, each with different company: WEIGHT = 0, 1, …, 23 as [2, 3, 4] and
BIAS = 0.5, -0.25.
"""

import collections
import json
import pickle
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import timm.models.resnet
import timm.models.vgg
import torch
import torchvision
from safetensors.torch import save_file
from torch import Tensor, nn
from torchvision.models.resnet import BasicBlock, Bottleneck

from pack_fixtures import COMMAND, FIXTURES, MEAN, STD, Normalised, randomise, write_logits

OUT = FIXTURES / "checkpoints"
LAYOUTS, FORMS = OUT / "layouts", OUT / "forms"
WIDTHS = [4, 8, 8, 16]
VGG_WIDTHS = [4, 6, 8, 8, 12]
VGG_GROUPS = {"vgg11": [1, 1, 2, 2, 2], "vgg13": [2] * 5, "vgg16": [2, 2, 3, 3, 3]}
WEIGHT = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
BIAS = torch.tensor([0.5, -0.25])


class TorchvisionResNet(torchvision.models.ResNet):
    """torchvision's ResNet with other widths and a CIFAR stem, which its own constructor does not offer."""

    def __init__(self, block, blocks: list[int], widths: list[int]):
        nn.Module.__init__(self)
        self._norm_layer, self.groups, self.base_width, self.dilation = nn.BatchNorm2d, 1, 64, 1
        self.inplanes = widths[0]
        self.conv1 = nn.Conv2d(3, widths[0], 3, 1, 1, bias=False)
        self.bn1, self.relu, self.maxpool = nn.BatchNorm2d(widths[0]), nn.ReLU(), nn.Identity()
        for number, (width, count) in enumerate(zip(widths, blocks), 1):
            self.add_module(f"layer{number}", self._make_layer(block, width, count, stride=1 if number == 1 else 2))
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d(1), nn.Linear(widths[-1] * block.expansion, 10)


class Block(nn.Module):
    """A basic block with the names of pytorch-cifar."""

    def __init__(self, inputs: int, width: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.shortcut = projection(inputs, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        path = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(path + self.shortcut(x))


class CifarResNet(nn.Module):
    """A ResNet with the names of pytorch-cifar."""

    def __init__(self, blocks: list[int]):
        super().__init__()
        self.conv1 = nn.Conv2d(3, WIDTHS[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTHS[0])
        for number, stage in enumerate(stages(Block, blocks), 1):
            self.add_module(f"layer{number}", stage)
        self.linear = nn.Linear(WIDTHS[-1], 10)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.bn1(self.conv1(x)))
        for number in range(1, 5):
            x = getattr(self, f"layer{number}")(x)
        return self.linear(x.mean((2, 3)))


class FunctionBlock(nn.Module):
    """A basic block with the names of pytorch-cifar100."""

    def __init__(self, inputs: int, width: int, stride: int):
        super().__init__()
        self.residual_function = nn.Sequential(
            nn.Conv2d(inputs, width, 3, stride, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, 1, 1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.shortcut = projection(inputs, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.residual_function(x) + self.shortcut(x))


class Cifar100ResNet(nn.Module):
    """A ResNet with the names of pytorch-cifar100, and ten classes."""

    def __init__(self, blocks: list[int]):
        super().__init__()
        stem = nn.Conv2d(3, WIDTHS[0], 3, 1, 1, bias=False)
        self.conv1 = nn.Sequential(stem, nn.BatchNorm2d(WIDTHS[0]), nn.ReLU())
        for number, stage in enumerate(stages(FunctionBlock, blocks), 2):
            self.add_module(f"conv{number}_x", stage)
        self.fc = nn.Linear(WIDTHS[-1], 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv1(x)
        for number in range(2, 6):
            x = getattr(self, f"conv{number}_x")(x)
        return self.fc(x.mean((2, 3)))


def projection(inputs: int, width: int, stride: int) -> nn.Sequential:
    if stride == 1 and inputs == width:
        return nn.Sequential()
    return nn.Sequential(nn.Conv2d(inputs, width, 1, stride, bias=False), nn.BatchNorm2d(width))


def stages(block, blocks: list[int]) -> list[nn.Sequential]:
    """All stages but the first halve the image."""
    inputs, made = WIDTHS[0], []
    for stage, (width, count) in enumerate(zip(WIDTHS, blocks)):
        first = block(inputs, width, 2 if stage else 1)
        made.append(nn.Sequential(first, *(block(width, width, 1) for _ in range(count - 1))))
        inputs = width
    return made


def vgg_features(name: str) -> list:
    """What torchvision's and timm's constructors take."""
    groups = [[width] * count + ["M"] for width, count in zip(VGG_WIDTHS, VGG_GROUPS[name])]
    return sum(groups, [])


def torchvision_vgg(name: str, batch_norm: bool) -> nn.Module:
    """torchvision's VGG for 32×32: no pooling to 7×7, and one linear layer."""
    features = torchvision.models.vgg.make_layers(vgg_features(name), batch_norm)
    net = torchvision.models.VGG(features, num_classes=10, init_weights=False)
    net.avgpool, net.classifier = nn.Identity(), nn.Linear(VGG_WIDTHS[-1], 10)
    return net


def timm_vgg(name: str) -> nn.Module:
    """timm's VGG for 32×32: no convolutions in place of linear layers, and one linear layer."""
    net = timm.models.vgg.VGG([16, "M"], num_classes=10, norm_layer=nn.BatchNorm2d)
    reference = torchvision.models.vgg.make_layers(vgg_features(name), batch_norm=True)
    net.features, net.pre_logits = reference, nn.Identity()
    net.head.fc = nn.Linear(VGG_WIDTHS[-1], 10)
    return net


def timm_resnet(block, blocks: list[int]) -> nn.Module:
    """timm's ResNet with other widths and a CIFAR stem."""
    net = timm.models.resnet.ResNet(block, blocks, num_classes=10, channels=tuple(WIDTHS), stem_width=2)
    net.conv1 = nn.Conv2d(3, 4, 3, 1, 1, bias=False)
    net.bn1, net.maxpool = nn.BatchNorm2d(4), nn.Identity()
    net.layer1[0] = block(4, WIDTHS[0])  # the constructor's reads 64 channels
    return net


def sgd(net: nn.Module) -> dict:
    """An optimiser's state after a step, which changes no weight."""
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    first = next(net.parameters())
    first.grad = torch.zeros_like(first)
    optimiser.step()
    return optimiser.state_dict()


def prefixed(net: nn.Module, prefix: str) -> dict[str, Tensor]:
    return {prefix + name: tensor for name, tensor in net.state_dict().items()}


def layouts() -> dict[str, tuple]:
    """Of each file: the package, the architecture, the network, and what is saved of it."""
    normalize = {"normalize.mean": torch.tensor(MEAN), "normalize.std": torch.tensor(STD)}
    return {
        "torchvision_resnet34.pth": (
            "torchvision", "resnet34", TorchvisionResNet(BasicBlock, [3, 4, 6, 3], WIDTHS),
            lambda net: {"epoch": 90, "arch": "resnet34", "state_dict": prefixed(net, "module."), "best_acc1": torch.tensor(93.1)},
        ),
        "torchvision_resnet101.safetensors": (
            "torchvision", "resnet101", TorchvisionResNet(Bottleneck, [3, 4, 23, 3], [2, 2, 4, 4]), lambda net: net.state_dict(),
        ),
        "torchvision_resnet18_whole.pth": (
            "torchvision", "resnet18", TorchvisionResNet(BasicBlock, [2, 2, 2, 2], WIDTHS), lambda net: net,
        ),
        "torchvision_vgg16_bn.pth": ("torchvision", "vgg16", torchvision_vgg("vgg16", True), lambda net: net.state_dict()),
        "torchvision_vgg13.pth": ("torchvision", "vgg13", torchvision_vgg("vgg13", False), lambda net: net.state_dict()),
        "timm_resnet18.pth.tar": (
            "timm", "resnet18", timm_resnet(timm.models.resnet.BasicBlock, [2, 2, 2, 2]),
            lambda net: {
                "epoch": 3, "arch": "resnet18", "state_dict": net.state_dict(), "optimizer": sgd(net), "version": 2,
                "args": SimpleNamespace(lr=0.1, mean=None), "metric": 92.5,
            },
        ),
        "timm_vgg11_bn.safetensors": ("timm", "vgg11", timm_vgg("vgg11"), lambda net: net.state_dict()),
        "cifar_resnet34.pth": (
            "pytorch-cifar's names", "resnet34", CifarResNet([3, 4, 6, 3]),
            lambda net: {"net": prefixed(net, "module."), "acc": 95.2, "epoch": 199},
        ),
        "cifar100_resnet18.pth": ("pytorch-cifar100's names", "resnet18", Cifar100ResNet([2, 2, 2, 2]), lambda net: net.state_dict()),
        "lightning_resnet18.ckpt": (
            "pytorch-cifar's names", "resnet18", CifarResNet([2, 2, 2, 2]),
            lambda net: {
                "epoch": 9, "global_step": 3910, "pytorch-lightning_version": "2.5.0",
                "state_dict": prefixed(net, "model._orig_mod.") | normalize,
                "optimizer_states": [sgd(net)], "hyper_parameters": {"lr": 0.1},
            },
        ),
        "numpy_resnet18.npz": (
            "pytorch-cifar's names", "resnet18", CifarResNet([2, 2, 2, 2]),
            lambda net: {name: tensor.numpy() for name, tensor in net.state_dict().items()},
        ),
    }


def save(path: Path, value) -> None:
    if path.suffix == ".safetensors":
        save_file({name: tensor.contiguous() for name, tensor in value.items()}, path)
        path.chmod(0o644)
    elif path.suffix == ".npz":
        np.savez_compressed(path, **value)
    else:
        torch.save(value, path)


def write_layouts() -> dict:
    described = {}
    for file, (package, architecture, net, state) in layouts().items():
        randomise(net, file)
        save(LAYOUTS / file, state(net))
        write_logits(LAYOUTS / file.split(".")[0], Normalised(net).double().eval())
        described[file] = {"package": package, "architecture": architecture}
    return described


class Attributes(dict):
    """A trainer's own kind of dictionary."""


class Average:
    """An object that keeps means of weights."""

    def __init__(self):
        self.decay, self.shadow = 0.999, {"weight": WEIGHT.clone()}


def company() -> dict:
    """What lies beside weights in other people's files."""
    array = np.random.default_rng(0).standard_normal(600)  # its bytes are a text of over a thousand characters
    default = collections.defaultdict(list, loss=[1.9, 1.2])
    return {
        "default": default, "queue": collections.deque([1, 2], maxlen=8), "own": Attributes(lr=0.1), "ema": Average(),
        0.5: "a float as a key", None: "none as a key", Average: {"a class as a key": 1}, (1, 2): 3,
        "set": {1, 2}, "bytes": b"\x00\xff" * 40, "array": array, "scalar": np.float64(0.5),
        "small": np.array([0.4914, 0.4822, 0.4465]), "generator": torch.get_rng_state(), "namespace": SimpleNamespace(a=1),
    }


def write_forms() -> None:
    plain = {"weight": WEIGHT, "bias": BIAS}
    turned = WEIGHT.permute(2, 0, 1).contiguous().permute(1, 2, 0)
    buffer = torch.cat([torch.zeros(5), WEIGHT.flatten(), BIAS])
    torch.save(plain, FORMS / "plain.pt")
    torch.save(plain, FORMS / "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save({"weight": turned, "bias": BIAS}, FORMS / "strided.pt")
    torch.save({"weight": turned, "bias": BIAS}, FORMS / "legacy_strided.pt", _use_new_zipfile_serialization=False)
    torch.save({"weight": buffer[5:29].view(2, 3, 4), "bias": buffer[29:]}, FORMS / "one_buffer.pt")
    torch.save({"weight": nn.Parameter(WEIGHT), "bias": nn.Parameter(BIAS)}, FORMS / "parameters.pt")
    torch.save(plain, FORMS / "protocol_5.pt", pickle_protocol=5)
    for dtype in (torch.float16, torch.bfloat16, torch.float64):
        torch.save({name: tensor.to(dtype) for name, tensor in plain.items()}, FORMS / f"{str(dtype)[6:]}.pt")
    torch.save(company() | plain, FORMS / "company.pt")
    torch.save(company() | plain, FORMS / "legacy_company.pt", _use_new_zipfile_serialization=False)
    arrays = {name: tensor.numpy() for name, tensor in plain.items()}
    np.savez(FORMS / "stored.npz", **arrays)
    np.savez_compressed(FORMS / "deflated.npz", **arrays)
    np.savez(FORMS / "fortran.npz", weight=np.asfortranarray(arrays["weight"]), bias=arrays["bias"].astype(">f4"))
    for protocol in (0, 2, 4, 5):
        (FORMS / f"arrays_{protocol}.pkl").write_bytes(pickle.dumps(arrays, protocol=protocol))
    save(FORMS / "plain.safetensors", plain)
    scripted = torch.jit.script(nn.Linear(2, 2))
    torch.jit.save(scripted, FORMS / "torchscript.pt")


def main() -> None:
    for folder in (LAYOUTS, FORMS):
        folder.mkdir(parents=True, exist_ok=True)
    described = write_layouts()
    write_forms()
    packages = ("torch", "torchvision", "timm", "numpy")
    command = COMMAND.replace("pack_fixtures", Path(sys.argv[0]).stem)
    sidecar = {"_command": command, "versions": {name: version(name) for name in packages}, "files": described}
    (OUT / "layouts.json").write_text(json.dumps(sidecar) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
