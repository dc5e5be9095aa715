"""Checks of the training code that take seconds and need no data set and no test runner.

    training/.venv/bin/python training/test_training.py
"""

import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock, patch

import torch
from torch import Tensor, nn
from torch.nn import functional as F

import checkpoint
import networks
import pack
import vgg
from adversary import Attack, ball, withstands
from config import ROOT, Config
from guard import DROP, Guard
from trainer import Trainer

SMALL = [
    ("resnet18", [4, 8, 8, 16], [2, 1, 1, 1]),
    ("resnet50", [16, 16, 32, 32], [1, 2, 1, 1]),
    ("vgg19", [4, 4, 8, 8, 8], [2, 2, 4, 4, 4]),
]
BALLS = [ball("l2", 0.5), ball("linf", 8 / 255)]


def size(delta: Tensor, norm: type) -> Tensor:
    flat = delta.flatten(1)
    return flat.norm(dim=1) if norm.__name__ == "L2" else flat.abs().amax(1)


def linear() -> nn.Module:
    """Logits +-(sum of the pixels): the gradient is the same everywhere, so the best attack is known."""
    net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 2, bias=False))
    with torch.no_grad():
        net[1].weight.copy_(torch.tensor([[1.0], [-1.0]]).expand(2, 3072) / 3072)
    return net


def test_attacks_stay_in_the_ball_and_the_box() -> None:
    pixels, labels = torch.rand(5, 3, 32, 32), torch.tensor([0, 1, 0, 1, 0])
    for threat in BALLS:
        for attack in (Attack(threat, 1, 1.25), Attack.pgd(threat, 20)):
            attacked = attack(linear(), pixels, labels)
            assert (size(attacked - pixels, type(threat)) <= threat.epsilon * (1 + 1e-4)).all()
            assert attacked.min() >= 0 and attacked.max() <= 1


def test_pgd_finds_the_best_attack_on_a_linear_network() -> None:
    # In l2 a little of the random start, which is at a right angle to the gradient, is left after 20 steps.
    pixels, labels = torch.full((2, 3, 32, 32), 0.5), torch.tensor([0, 0])
    for threat, change in zip(BALLS, (0.5 / 3072**0.5, 8 / 255)):
        attacked = Attack.pgd(threat, 20)(linear(), pixels, labels)
        lowered = (pixels - attacked).mean((1, 2, 3))  # all that such a network sees
        assert (lowered > 0.98 * change).all() and (lowered < 1.0001 * change).all()


def test_withstands_counts_what_no_iterate_breaks() -> None:
    net, threat = linear(), ball("linf", 0.1)
    mean = torch.tensor([0.05, 0.15, 0.5])
    pixels = 0.5 + mean.view(3, 1, 1, 1).expand(3, 3, 32, 32)
    shifted = lambda x: net(x - 0.5)  # class 0 where the mean is over 0.5
    labels = torch.tensor([0, 0, 1])
    assert withstands(shifted, pixels, labels, Attack.pgd(threat, 20)).tolist() == [False, True, False]


def test_folding_packing_and_unfolding_keep_the_function() -> None:
    for architecture, widths, blocks in SMALL:
        description = pack.Description(architecture, widths, blocks, [0.5] * 3, [0.25] * 3)
        net = description.build(folded=False)
        pixels = torch.rand(16, 3, 32, 32)
        net.train()(networks.normalise(pixels, description.mean, description.std))
        whole = pack.Classifier(net, description)
        folded = pack.fold(net, description)
        assert torch.allclose(whole(pixels), pack.Classifier(folded, description)(pixels), atol=1e-5)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "packed.safetensors"
            pack.save(folded, description, path)
            first = path.read_bytes()
            pack.save(folded, description, path)
            assert path.read_bytes() == first
            packed = pack.load(path)
        assert packed.description == description
        unfolded = pack.Classifier(pack.unfold(packed, pixels), description)
        assert torch.allclose(packed(pixels), unfolded(pixels), atol=1e-5)


def test_an_image_that_explodes_does_not_set_the_statistics() -> None:
    description = pack.Description(*SMALL[0], [0.5] * 3, [0.25] * 3)
    net = description.build(folded=False)
    pixels = torch.rand(150, 3, 32, 32)
    net.train()(networks.normalise(pixels, description.mean, description.std))
    classifier = pack.Classifier(pack.fold(net, description), description)
    exploding = pixels.clone()
    exploding[7] *= 1000
    pairs = zip(*(pack.unfold(classifier, images).state_dict().values() for images in (pixels, exploding)))
    gains = [(with_it / without).abs().max() for without, with_it in pairs if without.ndim == 1 and (without > 0).all()]
    assert gains and max(gains) < 2


def test_every_convolution_has_its_norm() -> None:
    for small in SMALL:
        net = networks.build(*small)
        names = [name for name, module in net.named_modules() if isinstance(module, nn.Conv2d)]
        for name in names:
            norm = net.get_submodule(networks.norm_of(name))
            assert norm.num_features == net.get_submodule(name).out_channels
        assert len({networks.norm_of(name) for name in names}) == len(names)


def test_vgg_pools_32_pixels_as_without_rounding_up() -> None:
    net = networks.build(*SMALL[2]).eval()
    x = torch.rand(2, 3, 32, 32)
    y = x
    for number, (convolution, norm) in enumerate(zip(net.features, net.norms), 1):
        y = F.relu(norm(convolution(y)))
        y = F.max_pool2d(y, 2) if number in net.pooled else y
    assert torch.equal(net(x), net.head(y.flatten(1)))


def test_small_images_are_convolved_like_others() -> None:
    layer = vgg.Convolution(8, 6, 3, 1, 1)
    for rows, columns in ((1, 1), (2, 3), (vgg.SMALL, vgg.SMALL)):
        x = torch.rand(4, 8, rows, columns).contiguous(memory_format=torch.channels_last)
        assert torch.allclose(layer(x), F.conv2d(x, layer.weight, layer.bias, padding=1), atol=1e-6)


def test_guard_tells_a_collapse_from_noise() -> None:
    guard = Guard()
    assert not any(guard.collapsed(accuracy) for accuracy in (0.2, 0.45, 0.43, 0.5))
    assert guard.collapsed(0.5 - DROP - 0.01) and guard.best == 0.5


def test_only_a_run_from_nothing_begins_its_log_anew() -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, saved = Path(folder) / "a.log.jsonl", Path(folder) / "a.pt"
        config, resume = SimpleNamespace(id="a", init=None), Mock()
        for checkpointed, leads, kept in ((True, True, True), (False, False, True), (False, True, False)):
            log.write_text("{}\n")
            saved.touch() if checkpointed else saved.unlink(missing_ok=True)
            with patch.object(checkpoint, "path", return_value=saved):
                Trainer.start(SimpleNamespace(config=config, worker=SimpleNamespace(leads=leads), log=log, resume=resume))
            assert log.exists() == kept
        resume.assert_called_once()


def test_configs_read_and_are_named_after_their_files() -> None:
    paths = sorted((ROOT / "configs").glob("*.toml"))
    configs = [Config.read(path) for path in paths]
    assert [config.id for config in configs] == [path.stem for path in paths]
    assert len({config.seed for config in configs}) == len(configs)
    for config in configs:
        assert config.rate(config.epochs) == 0


if __name__ == "__main__":
    torch.manual_seed(0)
    torch.set_num_threads(1)
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(name)
