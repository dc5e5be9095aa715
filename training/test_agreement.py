"""Checks of agreement.py and of what it is made of, on made-up results and records; take some moments and need nothing but Python.

    python3 training/test_agreement.py
"""

import json
import random
import tempfile
from pathlib import Path
from zlib import crc32

import agreement
import agreement_figure
import corrupted
import records
import resample
import sentences
from agreement import Folder
from claims import Model
from records import Reading

MODELS = [Model(f"net{i}", f"{i}" * 64, "resnet18", i > 0) for i in range(5)]
HIGH = [0.6, 0.45, 0.3, 0.15, 0.05]
"""What each network takes from the upper part of the spectrum."""
IMAGES = 40
BANDS = 63
CORRUPTIONS = {"fog": 0.05, "contrast": 0.2, "motion_blur": 0.5, "pixelate": 0.7, "gaussian_noise": 0.9}
"""How much of what each changes is in the upper part."""
resample.DRAWS = 100


def digits(answers: list[bool]) -> str:
    """As lab writes answers of yes and no."""
    answers = [*map(int, answers), *[0] * (-len(answers) % 4)]
    return "".join("%x" % int("".join(map(str, answers[i : i + 4])), 2) for i in range(0, len(answers), 4))


def spread(high: float) -> list[float]:
    """So much over the bands from 16 on, the rest over those below."""
    return [(1 - high) / 16] * 16 + [high / 47] * 47


def runs(model: Model, high: float, images: int = IMAGES) -> dict[str, tuple[dict, list[dict]]]:
    """What runs ask of one network, and find of each image; all tools say the same."""
    near = [min(max(high + 0.04 * (image % 3 - 1), 0.0), 1.0) for image in range(images)]
    band_of = [place // 32 + place % 32 for place in range(1024)]
    first = [image < round(high * images) for image in range(images)]
    names = list(CORRUPTIONS)
    # The finer a corruption, the more severities it costs, by as much as the network takes from there.
    right = [digits([severity + 0.5 > 5 * 2 * near[i] * fine for fine in CORRUPTIONS.values() for severity in range(5)]) for i in range(images)]
    return {
        f"of-{model.id}": ({}, [{"scores": spread(one)} for one in near]),
        f"heatmap-{model.id}-dct": ({}, [{"wrong": digits([band >= 16 and place % 100 < 100 * one for place, band in enumerate(band_of)])} for one in near]),
        f"filter-{model.id}": ({}, [{"high": digits([True] * 16 + [one] * 47)} for one in first]),
        f"rct-{model.id}-pgd-8": ({}, [{"found": {"attack": {"change": {"energy": spread(one)}}}} if i else {"found": None} for i, one in enumerate(near)]),
        f"corruption-{model.id}": ({"corruptions": names}, [{"clean": True, "right": one} for one in right]),
    }


def line(content: dict) -> bytes:
    text = json.dumps(content).encode()
    return text + b"\t%08x\n" % crc32(text)


def write(folder: Path, model: Model, name: str, asked: dict, found: list[dict]) -> None:
    """The records of a run, and a result of it."""
    question = {"model": {"id": model.id, "sha256": model.sha256}, "data": {"images": len(found)}, **asked}
    lines = [{"question": question}, *({"image": image, **one} for image, one in enumerate(found))]
    path = folder / "records" / model.sha256[:16] / f"{name}.json.scores"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(line, lines)))
    (folder / f"{name}.json").write_text(json.dumps({"question": question}))


def bands() -> dict:
    rows = [{"corruption": name, "severities": [{"energy": {"mean": spread(fine)}}] * 5} for name, fine in CORRUPTIONS.items()]
    return {"question": {"data": {"images": 7}}, "corruptions": rows}


def fourier(model: Model, high: float) -> dict[str, dict]:
    """A map of a network that errs so often along high waves, and along low ones in half of the images."""
    rates = {"low": {"mean": 0.5, "standard_error": 0.005}, "high": {"mean": high, "standard_error": 0.005}}
    profile = {"mean": [0.1, 0.5], "standard_error": [0.01, 0.005]}
    question = {"model": {"id": model.id, "sha256": model.sha256}, "data": {"images": 1000}}
    return {f"heatmap-{model.id}": {"question": question, "clean": 60, "profile": profile, **rates}}


def document(*found: tuple[Model, dict], results: dict[str, dict] | None = None, models: list[Model] = MODELS) -> dict:
    """agreement.json of runs and stored results."""
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        for model, one in found:
            for name, (asked, lines) in one.items():
                write(folder, model, name, asked, lines)
        for name, content in (results or {}).items():
            (folder / f"{name}.json").write_text(json.dumps(content))
        return agreement.document(Folder(folder, folder / "records", models))


def all_runs(highs: list[float]) -> list[tuple[Model, dict]]:
    return [(model, runs(model, high)) for model, high in zip(MODELS, highs)]


def test_ranks_are_correlated() -> None:
    """scipy 1.17.1, scipy.stats.spearmanr, says the same of each."""
    spearman = lambda a, b: resample.spearman(zip(a, b))
    assert resample.ranks([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]
    assert spearman([1, 2, 3, 4], [10, 30, 20, 40]) == 0.8
    assert abs(spearman([1, 2, 2, 4, 5], [5, 6, 7, 8, 7]) - 0.7631578947368421) < 1e-12
    assert spearman([1, 2, 3], [2, 2, 2]) is None


def test_records_are_read_whole_or_not_at_all() -> None:
    with tempfile.TemporaryDirectory() as path:
        folder, model = Path(path), MODELS[0]
        write(folder, model, "a", {}, [{"x": 1}, {"x": 2}])
        found = records.read(folder / "records", "a", model.sha256)
        assert [one["x"] for one in found.lines] == [1, 2] and records.read(folder / "records", "a", MODELS[1].sha256) is None
        file = folder / "records" / model.sha256[:16] / "a.json.scores"
        whole = file.read_bytes()
        for name, lines in (("0", [0, 1]), ("1", [0, 2])):
            parts = whole.splitlines(keepends=True)
            (file.parent / f"b-{name}-of-2.scores").write_bytes(b"".join(parts[i] for i in lines))
        assert [one["x"] for one in records.read(folder / "records", "b", model.sha256).lines] == [1, 2], "two shards are one run"
        file.write_bytes(whole.replace(b'"x": 2', b'"x": 3'))
        assert records.read(folder / "records", "a", model.sha256) is None, "a line that is not what was written"


def test_answers_and_bands_are_what_lab_writes() -> None:
    assert records.flags("a8") == [1, 0, 1, 0, 1, 0, 0, 0]
    assert records.by_band([1] + [0] * 1023)[:2] == [(1, 1), (0, 2)] and records.by_band([0] * 1023 + [1])[62] == (1, 1)
    assert records.tail_sums([0.5, 0.25, 0.25]) == [1.0, 0.5, 0.25]
    assert records.share([-1.0, 3.0]) == [0.25, 0.75] and records.share([0.0]) is None


def test_images_that_all_say_the_same_are_not_all_there_are() -> None:
    one = Reading([0, 1, 2, 3], [1.0] * 4).stored_share()
    assert (one["value"], one["high"]) == (1.0, 1.0) and abs(one["low"] - 0.5101) < 1e-3, one
    assert agreement.rate(0.0, 0.0, 4)["high"] > 0.4 and agreement.rate(0.2, 0.01, 50)["high"] < 0.3
    assert Reading([0], [0.3]).stored_share() == {"value": 0.3, "low": None, "high": None, "n": 1}


def test_an_image_has_one_weight_in_all_readings() -> None:
    a, b = Reading([0, 1, 2], [0.0, 1.0, 2.0]), Reading([0, 2], [0.0, 2.0])
    assert a.weighted([2.0, 5.0, 1.0]) == (8.0, 7.0) and b.weighted([2.0, 5.0, 1.0]) == (3.0, 2.0)
    alike = resample.intervals([a, b], [lambda number: number(a) - number(a)])[0]
    assert alike == {"rho": 0.0, "low": 0.0, "high": 0.0}


def test_a_share_is_drawn_from_the_distribution_of_its_count() -> None:
    """Of 5 of 20: mean and spread of Beta(5.5, 15.5). And none of 20 is not none of all."""
    source = random.Random(1)
    of = lambda right: Reading(list(range(20)), [float(i < right) for i in range(20)], True)
    found = [resample.drawn(of(5), weights, source) for _ in range(30) for weights in resample.draws(20, source)]
    mean = sum(found) / len(found)
    variance = sum((one - mean) ** 2 for one in found) / len(found)
    assert abs(mean - 5.5 / 21) < 0.01 and abs(variance / (5.5 * 15.5 / 21**2 / 22) - 1) < 0.1, (mean, variance)
    assert all(resample.drawn(of(0), weights, source) > 0 for weights in resample.draws(20, source))


def test_the_bootstrap_is_as_wide_as_the_error_of_a_mean() -> None:
    values = Reading(list(range(200)), [float(i % 7) for i in range(200)])
    found = resample.intervals([values], [lambda number: number(values)])[0]
    low, high = values.interval()
    assert found["rho"] == round(values.mean, 4) and 0.7 < (found["high"] - found["low"]) / (high - low) < 1.3, found


def test_tools_that_agree_are_said_to() -> None:
    found = document(*all_runs(HIGH))
    assert len(found["correlations"]) == 6 and all(one["networks"] == 5 for one in found["correlations"])
    assert all(one["rho"] == 1.0 and one["low"] > 0.8 for one in found["correlations"]), found["correlations"]
    net = found["networks"][0]
    assert net["robust"] is False and net["tools"]["pgd"]["upper"]["n"] == IMAGES - 1, "the image that nothing changed is not in"
    assert abs(net["tools"]["occluded_frequency"]["upper"]["value"] - 0.6) < 0.01
    assert [len(net["tools"]["heat_map"][part]) for part in ("value", "low", "high")] == [BANDS] * 3
    assert net["tools"]["high_pass"]["value"][0] == 1.0 and net["tools"]["high_pass"]["value"][16] == 0.6
    text = "\n".join(sentences.section(found))
    assert "6 in a similar order (Occluded Frequency and heat map;" in text and "| net0 | 59.9 %" in text, text
    told = f"So, as far as {IMAGES - 1} to {IMAGES} images a network tell, Occluded Frequency puts them"
    assert told in text and "in an order similar to that of heat map, high-pass filter and PGD;" in text, text
    assert "fewer than" not in text, "all are of enough images"
    found["networks"][0]["tools"]["pgd"]["upper"]["n"] = 4
    few = sentences.section(found)[0]
    assert "as far as 4 to 40 images" in few and "Behind 1 of the 5 networks are fewer than 30 images, only 4 at the least;" in few, few


def test_the_figure_has_a_mark_for_each_network_and_tool() -> None:
    found = document(*all_runs(HIGH))
    svg = agreement_figure.figure(found)
    assert svg.count("<circle") == 4 * len(MODELS) and "|score|" in svg and "nan" not in svg
    assert svg.index(">net0, n = 40<") < svg.index(">net4, n = 40<"), "as Occluded Frequency ranks them"
    assert agreement_figure.figure(document()).count("<circle") == 0


def test_numbers_that_are_not_known_well_leave_the_ranks_open() -> None:
    found = document(*all_runs([0.5, 0.501, 0.499, 0.5005, 0.4995]))
    open_ones = [one for one in found["correlations"] if sentences.direction(one) == sentences.OPEN]
    assert len(open_ones) >= 3, found["correlations"]
    assert sentences.direction({"low": -0.9, "high": -0.1}) == sentences.CONTRARY
    assert sentences.direction({"low": None, "high": None}) == sentences.OPEN


def test_few_networks_and_other_weights_say_nothing() -> None:
    few = document(*all_runs(HIGH)[:3])
    assert few["correlations"] == [] and len(few["networks"]) == 3
    other = [Model(model.id, "f" * 64, model.architecture, model.robust) for model in MODELS]
    assert document(*all_runs(HIGH), models=other)["sources"] == {}
    assert sentences.section(document()) == ["Not measured yet: job 3b of GPU.md."]


def test_maps_are_as_published_or_are_said_not_to_be() -> None:
    found = document(results={name: one for model in MODELS for name, one in fourier(model, 0.9).items()})
    assert [one["as_published"] for one in found["heat_maps"]] == ["yes", "no", "no", "no", "no"]
    near = document(results={name: one for model in MODELS for name, one in fourier(model, 0.5).items()})
    assert [one["as_published"] for one in near["heat_maps"]] == ["yes", *["not known"] * 4], "intervals that meet decide nothing"
    text = "\n".join(sentences.section(found))
    assert "1 of 1 (0 do not, of 0 it is not known) err here more often along high" in text and "0 of 4 (4 do not" in text, text
    flat = fourier(MODELS[0], 0.05)
    assert document(results=flat)["heat_maps"][0]["as_published"] != "yes", "no more errors than without noise"


def test_corruptions_are_compared_with_what_is_expected() -> None:
    found = document(*all_runs(HIGH), results={"corruption-bands": bands()})["corruptions"]
    over = {one["corruption"]: one for one in found["over_networks"]}
    assert len(over) == len(CORRUPTIONS) and len(found["over_corruptions"]) == len(MODELS)
    # Noise costs a network the more, the more it takes from high bands, and that is expected.
    assert over["gaussian_noise"]["rho"] > 0.8, over
    fine = found["rows"][4]
    assert fine["corruption"] == "gaussian_noise" and fine["energy_above"] == 0.9
    first = fine["networks"][0]
    assert abs(first["loss"]["value"] + first["accuracy"]["value"] - found["clean"][0]["value"]) < 1e-4
    expected = 0.4 * 0.1 / 16 + 0.6 * 0.9 / 47
    assert abs(first["expected"]["value"] - expected) < 2e-4, first
    text = "\n".join(sentences.section({"networks": [], "correlations": [], "heat_maps": [], "corruptions": found}))
    assert "Of 5 corruptions the order of the networks" in text and "| gaussian noise | 90.0 % |" in text and "n = 40" in text, text
    assert "fewer than" not in text, "all are of enough images"
    found["clean"][1]["n"] = 4
    assert "Behind 1 of the 5 networks are fewer than 30 images" in sentences.expected(found), sentences.expected(found)


def test_which_hurts_which_is_more_than_how_frail_and_how_hard() -> None:
    """Sums of a number of the row and one of the column have nothing beyond both."""
    table = [[i + 10.0 * j for j in range(4)] for i in range(3)]
    assert all(abs(one) < 1e-9 for one in corrupted.centred(table))
    table[1][2] += 12
    assert max(corrupted.centred(table)) == corrupted.centred(table)[6] > 0


def test_what_is_stored_stays_where_records_are_missing() -> None:
    whole, part = document(*all_runs(HIGH)), document(*all_runs(HIGH)[:4])
    assert agreement.has_less(part, whole) and not agreement.has_less(whole, part) and not agreement.has_less(whole, whole)


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(f"{name}: passed")
