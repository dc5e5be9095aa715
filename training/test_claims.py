"""Checks of the rules in claims.py on made-up results; take a moment and need nothing but Python.

    python3 training/test_claims.py
"""

import hashlib
import json
import math
import tempfile
from pathlib import Path

import claims
import intervals
from claims import FAILS, HOLDS, IN_PART, MISSING, OPEN, Interval, Model, Store

MODELS = [
    Model("natural", "a", "resnet18", False),
    Model("robust", "b", "resnet18", True),
    Model("robuster", "c", "resnet18", True),
]

# Student's t as both programs compute it: the table's below twelve, then the expansion's.
T_95 = {
    2: 12.706,
    11: 2.228,
    12: 2.2008716880102,
    20: 2.0930115479628,
    50: 2.0095749587583,
    182: 1.9731570406744,
    200: 1.9719565432358,
    500: 1.9647293909620,
    10000: 1.9602012636214,
}
# Ends of Wilson's interval for k of n.
WILSON_95 = {
    (0, 1): (0.0, 0.7934506856),
    (1, 1): (0.2065493144, 1.0),
    (0, 20): (0.0, 0.1611251581),
    (20, 20): (0.8388748419, 1.0),
    (1, 20): (0.0088814488, 0.2361311934),
    (10, 20): (0.2992980082, 0.7007019918),
    (150, 182): (0.7623361460, 0.8726136696),
    (4, 1000): (0.0015565881, 0.0102395563),
    (9359, 10000): (0.9309300599, 0.9405351704),
}


def profile(model: str, share: float, means: list[float], fill: str = "zero", sha256: str = "") -> dict:
    error = [0.01] * len(means)
    low_share = {"mean": share, "standard_error": 0.01}
    return {
        "format": "freqscope-profile/2",
        "question": {
            "model": {"id": model, "sha256": sha256 or {m.id: m.sha256 for m in MODELS}[model]},
            "baseline": {"fill": fill, "zero": "pixels", "clip": False},
            "partition": "diagonal",
            "estimator": "exact",
        },
        "all": {"n": 100, "exact": 100, "mean": means, "standard_error": error, "low_share": low_share},
    }


def of_one_image(result: dict | list) -> dict | list:
    """The same result as if only one image had been measured: every mean without an error."""
    if isinstance(result, dict):
        single = {"n": 1, "exact": 1}
        return {key: single.get(key, without_error(key, value)) for key, value in result.items()}
    return result


def without_error(key: str, value: object) -> object:
    if key != "standard_error":
        return of_one_image(value)
    return [None] * len(value) if isinstance(value, list) else None


def curve(first: float, low: float, rest: float) -> list[float]:
    return [first, *[low] * 20, *[rest] * 42]


def study(model: str, low: float, noise: float, slope: float) -> dict:
    """An attack whose energy lies by `low` in the lowest third; white noise's by `noise`; maps rise `slope` fold, noise's twice."""

    def side(share: float) -> dict:
        return {"n": 50, "thirds": {"mean": [share, (1 - share) / 2, (1 - share) / 2], "standard_error": [0.01] * 3}}

    rises = {"attack": slope, "noise": 2.0, "excess": slope / 2.0}
    tilt = {"n": 50} | {name: {"mean": math.log(rise), "standard_error": 0.01} for name, rise in rises.items()}
    question = {"model": {"id": model, "sha256": "a"}, "attack": {"method": {"Fgsm": {"epsilon": 0.15}}}}
    sides = {"attack": side(low), "noise": side(noise), "tilt": {form: tilt for form in claims.FORMS}}
    return {"format": "freqscope-rct/2", "question": question, **sides}


def inversion(model: str, sha256: str, after: list[float], before: list[float]) -> dict:
    sides = {name: {"n": 50, "thirds": {"mean": m, "standard_error": [0.01] * 3}} for name, m in (("after", after), ("before", before))}
    return {"format": "freqscope-inversion/1", "question": {"model": {"id": model, "sha256": sha256}}, **sides}


def judged(*results: dict | list) -> dict[str, str]:
    """The verdict on each claim, from results in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        for i, result in enumerate(results):
            name = "prop1" if isinstance(result, list) else str(i)
            (Path(folder) / f"{name}.json").write_text(json.dumps(result))
        document = claims.judge(Store(Path(folder), MODELS))
    return {claim["id"]: claim["verdict"] for claim in document["claims"]} | {"document": document}


def test_nothing_is_judged_without_data() -> None:
    found = judged()
    del found["document"]
    assert set(found.values()) == {MISSING}


def test_the_shift_needs_every_robust_model_above_the_natural_one() -> None:
    natural = profile("natural", 0.36, curve(1, 0.5, 0.5))

    def shift(*shares: float) -> str:
        names = ("robust", "robuster")
        return judged(natural, *(profile(*pair, curve(1, 0.5, 0)) for pair in zip(names, shares)))["fig1-shift"]

    assert shift() == MISSING
    assert shift(0.86, 0.7) == HOLDS
    assert shift(0.86, 0.36) == IN_PART, "one of two"
    assert shift(0.45, 0.45) == IN_PART, "shifted, but not the main share"
    assert shift(0.38, 0.30) == OPEN, "the intervals of 0.38 and the natural 0.36 meet"
    assert shift(0.2, 0.30) == FAILS


def test_the_lowest_band_is_compared_with_the_largest_other_one() -> None:
    def lowest(first: float) -> str:
        return judged(profile("natural", 0.5, curve(first, 0.5, 0.5)))["fig1-lowest"]

    assert [lowest(1.0), lowest(0.4), lowest(-1.0), lowest(0.5)] == [HOLDS, FAILS, FAILS, OPEN]


def test_upper_bands_are_near_zero_or_not() -> None:
    def zero(rest: float) -> str:
        return judged(profile("robust", 0.8, curve(10, 1, rest)), profile("natural", 0.3, curve(1, 1, 1)))["fig1-zero"]

    assert [zero(0.1), zero(0.8), zero(-3.0), zero(0.5)] == [HOLDS, FAILS, FAILS, OPEN]


def test_attacks_have_to_beat_white_noise() -> None:
    def verdicts(low: float, slope: float) -> list[str]:
        found = judged(study("natural", low, 0.23, slope))
        return [found["fig2-energy"], found["fig2-raw"]]

    assert verdicts(0.1, 3.0) == [HOLDS, HOLDS]
    assert verdicts(0.3, 1.5) == [IN_PART, IN_PART], "mostly upper bands, but less than noise"
    assert verdicts(0.7, 0.5) == [FAILS, FAILS]


def test_counterparts_have_to_differ_more_than_two_images() -> None:
    def robust(after: list[float]) -> str:
        return judged(inversion("robust", "b", after, [0.9, 0.06, 0.04]))["fig3-robust"]

    assert robust([0.97, 0.02, 0.01]) == HOLDS
    assert robust([0.8, 0.1, 0.1]) == IN_PART, "any two images differ so"
    assert robust([0.2, 0.7, 0.1]) == FAILS
    assert judged(inversion("natural", "a", [0.2, 0.7, 0.1], [0.9, 0.06, 0.04]))["fig3-natural"] == HOLDS


def test_the_bound_is_a_bound() -> None:
    bands = [{"l1": 96, "bound": 96}, *[{"l1": 40, "bound": 0.001}] * 62]
    assert judged(bands)["prop1"] == HOLDS
    assert judged([*bands[:62], {"l1": 1, "bound": 2}])["prop1"] == IN_PART


def test_results_of_other_weights_are_left_out_and_doubles_are_refused() -> None:
    stale = profile("robust", 0.9, curve(1, 0.5, 0), sha256="old")
    assert judged(profile("natural", 0.36, curve(1, 0.5, 0.5)), stale)["fig1-shift"] == MISSING
    try:
        judged(profile("robust", 0.9, curve(1, 0, 0)), profile("robust", 0.8, curve(1, 0, 0)))
    except SystemExit as refusal:
        assert "there is another result of robust" in str(refusal)
    else:
        raise AssertionError("two results of one question were taken")


def test_readings_are_told_apart_and_sources_are_named() -> None:
    found = judged(profile("robust", 0.9, curve(10, 1, 0)), profile("robust", 0.9, curve(1, 1, 1), fill="mean"))["document"]
    verdicts = {one["reading"]: one["verdicts"]["fig1-zero"] for one in found["figure1_readings"]}
    assert verdicts == {claims.PLAIN: HOLDS, "mean fill": FAILS}
    assert len(found["sources"]["0.json"]) == len(hashlib.sha256().hexdigest())
    noise = {"fill": {"noise": {"seed": 1}}, "zero": "normalised", "clip": True}
    question = {"baseline": noise, "partition": "radial", "estimator": {"control-variate": {"subsample": 5, "seed": 0}}}
    name = "noise fill, zeros in normalised pixels, clipped, radial bands, control variate"
    assert claims.reading_of(question) == name


def test_attacks_are_named_alike_in_every_version() -> None:
    linf = {"threat": {"norm": "linf", "epsilon": 0.03}}
    assert [claims.method({kind: linf}) for kind in ("Pgd", "pgd", "Fgsm", "fgsm")] == ["PGD ℓ∞"] * 2 + ["FGSM"] * 2


def test_intervals_of_ratios_hold_all_pairs() -> None:
    ratio = Interval(1, 0.5, 2).over(Interval(2, 1, 4))
    assert (ratio.low, ratio.value, ratio.high) == (0.125, 0.5, 2)
    ratio = Interval(-1, -2, 1).over(Interval(2, 1, 4))
    assert (ratio.low, ratio.value, ratio.high) == (-2, -0.5, 1)
    assert Interval(-1, -3, 2).magnitude() == Interval(1, 0, 3)


def test_quantiles_of_students_t_are_those_of_scipy() -> None:
    """scipy 1.17.1, scipy.stats.t.ppf(0.975, n - 1)."""
    table = {2: 12.706205, 3: 4.302653, 6: 2.570582, 11: 2.228139, 12: 2.200985, 13: 2.178813, 20: 2.093024, 30: 2.045230}
    table |= {100: 1.984217, 182: 1.973157, 200: 1.971957, 500: 1.964729, 10000: 1.960201}
    for n, expected in table.items():
        assert abs(intervals.t_95(n) - expected) < (1e-3 if n < 20 else 5e-5), n
    assert intervals.t_95(1) == intervals.t_95(0) == math.inf


def test_quantiles_of_students_t_are_those_of_the_rust_code() -> None:
    """The same numbers stand in crates/core/src/statistics.rs, whose test holds t_95 there to them."""
    for n, expected in T_95.items():
        assert abs(intervals.t_95(n) - expected) < 1e-12, n


def test_intervals_of_counted_shares_are_those_of_statsmodels() -> None:
    """statsmodels 0.15.0, proportion_confint(k, n, method="wilson")."""
    for (k, n), ends in WILSON_95.items():
        assert all(abs(a - b) < 1e-9 for a, b in zip(intervals.wilson_95(k / n, n), ends)), (k, n)
    assert intervals.counted(0.0, 20) == "0.00 % (0.00 to 16.11 %)", "none of 20 is not none of all"
    assert intervals.counted(0.9359, 10000) == "93.59 % (93.09 to 94.05 %)"


def test_a_mean_of_few_images_has_students_interval() -> None:
    interval = Interval.around(1.0, 0.5, 3)
    assert (interval.low, interval.high) == (1 - 4.303 / 2, 1 + 4.303 / 2)


def test_one_image_decides_nothing() -> None:
    """Each of these holds, or does not, on 50 or 100 images."""
    profiles = [profile("natural", 0.3, curve(1, 0.5, 0.5)), profile("robust", 0.9, curve(10, 0.5, 0))]
    attack = study("natural", 0.1, 0.23, 3.0)
    ends = ([0.97, 0.02, 0.01], [0.9, 0.06, 0.04])
    inversions = [inversion("robust", "b", *ends), inversion("natural", "a", *ends)]
    many = [*profiles, attack, *inversions]
    assert OPEN not in list(judged(*many).values())
    found = judged(*map(of_one_image, many))
    document, missing = found.pop("document"), found.pop("prop1")
    assert missing == MISSING and set(found.values()) == {OPEN}
    readings = [claims.Reading(**reading) for claim in document["claims"] for reading in claim["readings"]]
    assert readings and all((reading.low, reading.high, reading.n) == (None, None, 1) for reading in readings)
    assert claims.words(readings[0], claims.SHARE)[1] == "no interval"
    assert "Infinity" not in json.dumps(document)


def test_exact_numbers_are_called_so() -> None:
    bands = [{"l1": 96, "bound": 96}, *[{"l1": 40, "bound": 0.001}] * 62]
    claim = next(claim for claim in judged(bands)["document"]["claims"] if claim["id"] == "prop1")
    assert claims.words(claims.Reading(**claim["readings"][0]), claims.RATIO) == ["1.000", "exact"]


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(f"{name}: passed")
