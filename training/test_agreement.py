"""Checks of agreement.py on made-up results; take a moment and need nothing but Python.

    python3 training/test_agreement.py
"""

import json
import tempfile
from pathlib import Path

import agreement
from agreement import Folder, Share
from claims import Model

MODELS = [Model(f"net{i}", f"sha{i}", "resnet18", i > 0) for i in range(5)]
HIGH = [0.6, 0.3, 0.2, 0.1, 0.05]
"""What each network takes from the upper part of the spectrum."""
BANDS = 63
agreement.DRAWS = 200


def question(model: Model, images: int = 1000) -> dict:
    return {"model": {"id": model.id, "sha256": model.sha256}, "data": {"images": images}}


def results(model: Model, high: float) -> dict[str, dict]:
    """Results of one network, which agree with each other."""
    spread = [(1 - high) / 16] * 16 + [high / 47] * 47
    share = {"mean": spread, "standard_error": [1e-4] * BANDS}
    low_share = {"mean": 1 - high, "standard_error": 0.002}
    # The finer a corruption, the more images it costs, by as much as the network takes from there.
    counts = [{"corruption": name, "right": [round(900 * (1 - high * fine))] * 5} for name, fine in CORRUPTIONS.items()]
    return {
        f"of-{model.id}": {"question": question(model), "all": {"exact": 1000, "low_share": low_share, "share": share}},
        f"heatmap-{model.id}-dct": {"question": question(model), "high": {"mean": high, "standard_error": 0.002}},
        f"filter-{model.id}": {"question": question(model), "high": [0] * 16 + [round(1000 * high)] + [0] * 46},
        f"rct-{model.id}-pgd-8": {
            "question": question(model, 200),
            "attack": {"n": 200, "thirds": {"mean": [1 - high, high, 0], "standard_error": [0.01] * 3}},
        },
        f"corruption-{model.id}": {"question": question(model), "clean": 900, "corruptions": counts},
    }


CORRUPTIONS = {"fog": 0.05, "contrast": 0.2, "motion_blur": 0.5, "pixelate": 0.7, "gaussian_noise": 0.9}


def bands() -> dict:
    """What the corruptions change: so much of it above band 15."""
    energy = {name: [(1 - fine) / 16] * 16 + [fine / 47] * 47 for name, fine in CORRUPTIONS.items()}
    rows = [{"corruption": name, "severities": [{"energy": {"mean": mean}}] * 5} for name, mean in energy.items()]
    return {"corruptions": rows}


def document(*parts: dict[str, dict], models: list[Model] = MODELS) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (pair for part in parts for pair in part.items()):
            (Path(folder) / f"{name}.json").write_text(json.dumps(content))
        return agreement.document(Folder(Path(folder), models))


def test_ranks_are_correlated() -> None:
    """scipy 1.17.1, scipy.stats.spearmanr, says the same of each."""
    assert agreement.ranks([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]
    assert agreement.spearman([1, 2, 3, 4], [10, 30, 20, 40]) == 0.8
    assert abs(agreement.spearman([1, 2, 2, 4, 5], [5, 6, 7, 8, 7]) - 0.7631578947368421) < 1e-12
    assert agreement.spearman([1, 2, 3], [2, 2, 2]) is None


def test_tools_that_agree_are_said_to() -> None:
    found = document(*map(results, MODELS, HIGH))
    assert len(found["correlations"]) == 6 and all(one["networks"] == 5 for one in found["correlations"])
    assert all(one["rho"] == 1.0 and one["low"] > 0.8 and one["high"] == 1.0 for one in found["correlations"])
    assert len(found["sources"]) == 4 * len(MODELS), "those of corruptions are not read without their bands"


def test_results_md_says_what_is_stored_or_that_nothing_is() -> None:
    found = document({"corruption-bands": bands()}, *map(results, MODELS, HIGH))
    text = "\n".join(agreement.section(found))
    assert "| net0 | 60.0 % (59.6 to 60.4 %), n = 1,000 |" in text and "| Occluded Frequency and heat map | 5 | 1.00 |" in text, text
    assert "| gaussian_noise over networks | 1.00 |" in text
    assert agreement.section(document(results(MODELS[0], 0.5))) == ["Not measured yet: job 3b of GPU.md."]


def test_words_follow_from_intervals() -> None:
    found = document(*map(results, MODELS, HIGH), *map(fourier, MODELS, HIGH))
    text = agreement.section(found)[0]
    assert text.startswith("Of 6 pairs of tools, by intervals, so many rank the networks: 6 alike (Occluded Frequency and heat map;"), text
    assert "so are 4 of 4 here" in text and "along high ones 1 of 1 err" in text, text
    unknown = document(*map(results, MODELS, [0.3, 0.301, 0.299, 0.3005, 0.2995]))
    assert "6 in an order that is not known well enough" in agreement.section(unknown)[0]
    assert agreement.direction({"low": -0.9, "high": -0.1}) == "the other way round"
    assert agreement.direction({"low": None, "high": None}) == "in an order that is not known well enough"


def test_few_maps_are_told_without_ranks() -> None:
    text = agreement.section(document(fourier(MODELS[0], 0.9)))[0]
    assert text.startswith("No two tools are stored of 4 networks both") and "along high ones 1 of 1 err" in text, text


def test_maps_that_are_otherwise_are_said_to_be() -> None:
    found = document(*map(results, MODELS, HIGH), *(fourier(model, 0.9) for model in MODELS))
    assert [one["as_published"] for one in found["heat_maps"]] == ["yes", "no", "no", "no", "no"]
    near = document(*(fourier(model, 0.5) for model in MODELS))
    assert [one["as_published"] for one in near["heat_maps"]] == ["yes", *["not known"] * 4], "intervals that meet decide nothing"


def fourier(model: Model, high: float) -> dict[str, dict]:
    """A map of a network that errs so often along high waves, and along low ones in half of the images."""
    rates = {"low": {"mean": 0.5, "standard_error": 0.005}, "high": {"mean": high, "standard_error": 0.005}}
    return {f"heatmap-{model.id}": {"question": question(model), "clean": 60, **rates}}


def test_numbers_that_are_not_known_well_leave_the_ranks_open() -> None:
    near = [0.3, 0.301, 0.299, 0.3005, 0.2995]
    found = document(*map(results, MODELS, near))["correlations"]
    assert all(one["low"] < 0.3 for one in found), found


def test_few_networks_and_other_weights_say_nothing() -> None:
    few = document(*map(results, MODELS[:3], HIGH))
    assert few["correlations"] == [] and len(few["networks"]) == 5
    other = [Model(model.id, "other", model.architecture, model.robust) for model in MODELS]
    assert document(*map(results, MODELS, HIGH), models=other)["sources"] == {}


def test_corruptions_are_compared_with_what_is_expected() -> None:
    found = {one["of"]: one for one in document({"corruption-bands": bands()}, *map(results, MODELS, HIGH))["corruptions"]}
    assert len(found) == len(MODELS) + len(CORRUPTIONS)
    # Noise costs a network the more, the more it takes from high bands, and that is expected; so of fog, whose energy lies low, the
    # opposite is.
    assert found["gaussian_noise over networks"]["rho"] == 1.0 and found["fog over networks"]["rho"] == -1.0
    # In the last network low bands have nearly all of |score|: it expects fog to cost most, and noise does.
    assert found["net4 over corruptions"]["rho"] == -1.0
    fog = found["fog over networks"]["measured"][0]
    assert fog == {"model": "net0", "corruption": "fog", "expected": round(0.4 * 0.95 / 16 + 0.6 * 0.05 / 47, 5), "loss": 0.027}


def test_shares_are_drawn_around_their_counts() -> None:
    import random

    draws = random.Random(1)
    found = [Share(250, 1000).drawn(draws) for _ in range(2000)]
    mean = sum(found) / len(found)
    spread = (sum((one - mean) ** 2 for one in found) / len(found)) ** 0.5
    assert abs(mean - 0.25) < 0.002 and abs(spread / (0.25 * 0.75 / 1000) ** 0.5 - 1) < 0.1
    assert Share(0, 1000).drawn(draws) > 0, "none of a thousand is not none of all"


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(f"{name}: passed")
