"""What agreement.json says, as paragraphs of RESULTS.md: every word about a number follows from its interval. Needs nothing but Python."""

import markdown
from tools import CUT, TOOLS

NAMES = {tool.key: tool.name for tool in TOOLS}
OWN = "occluded_frequency"
FIGURE = "www/results/agreement.svg"
ALIKE, CONTRARY, OPEN = "alike", "contrary", "open"
FEW = 30
"""Images below which resamples vary too little for the intervals of rank correlations."""


def section(found: dict) -> list[str]:
    """All paragraphs."""
    parts = [*agreement(found), *heat_maps(found["heat_maps"]), *corruptions(found["corruptions"])]
    return parts or ["Not measured yet: job 3b of GPU.md."]


def agreement(found: dict) -> list[str]:
    if not found["networks"]:
        return []
    head = ["network", *(f"{tool.name}: {tool.what}" for tool in TOOLS)]
    rows = [[one["model"], *(cell(one["tools"].get(tool.key, {}).get("upper")) for tool in TOOLS)] for one in found["networks"]]
    pairs = [[" and ".join(NAMES[key] for key in one["tools"]), str(one["networks"]), *correlation(one)] for one in found["correlations"]]
    return [
        " ".join(filter(None, (alike(found["correlations"]), measure(found), few([images(one) for one in found["networks"]])))),
        f"What lies in the upper part, from band {CUT} on; the images are the first of the test set, n of them:",
        f"![Of each network what each tool says of the bands from {CUT} on, with 95 % intervals; the table has the numbers]({FIGURE})",
        markdown.table([head, *rows]),
        *([f"Rank correlations (Spearman), with the middle 95 % of {found['draws']:,} resamples of the images:"] if pairs else []),
        *([markdown.table([["tools", "networks", "rank correlation", "95 %"], *pairs])] if pairs else []),
    ]


def direction(one: dict | None) -> str:
    """Whether a correlation is above 0, below it, or not known to be either."""
    if one and one["low"] is not None and one["low"] > 0:
        return ALIKE
    return CONTRARY if one and one["high"] is not None and one["high"] < 0 else OPEN


def by_direction(correlations: list[dict]) -> dict[str, list[dict]]:
    return {way: [one for one in correlations if direction(one) == way] for way in (ALIKE, CONTRARY, OPEN)}


def alike(correlations: list[dict]) -> str:
    """Which tools put the networks in a similar order."""
    if not correlations:
        return "No two tools are measured of enough networks both: how alike they rank them is not known yet."
    ways = {ALIKE: "in a similar order", CONTRARY: "in the opposite one", OPEN: "in one that is not known well enough"}
    found = by_direction(correlations)
    parts = [f"{len(found[way])} {words} ({'; '.join(map(pair, found[way]))})" for way, words in ways.items() if found[way]]
    return f"Of {len(correlations)} pairs of tools, by intervals of their rank correlations, so many put the networks: {', '.join(parts)}."


def pair(one: dict) -> str:
    return " and ".join(NAMES[key] for key in one["tools"])


def measure(comparison: dict) -> str:
    """What that says of Occluded Frequency, and from how many images."""
    found = by_direction([one for one in comparison["correlations"] if OWN in one["tools"]])
    others = {way: listed([NAMES[key] for one in found[way] for key in one["tools"] if key != OWN]) for way in found}
    parts = []
    if found[ALIKE]:
        parts.append(f"Occluded Frequency puts them, by how much they rest on the upper bands, in an order similar to that of {others[ALIKE]}")
    if found[CONTRARY]:
        parts.append(f"its order is the opposite of that of {others[CONTRARY]}")
    if found[OPEN]:
        parts.append(f"whether its order is that of {others[OPEN]} is not known from so few images")
    told = f"So, as far as {least_to_most(comparison)} images a network tell, "
    return f"{told}{', and '.join(parts)}; that is of their order, not of their size." if parts else ""


def images(network: dict) -> list[int]:
    """Of how many images what each tool says of it is."""
    return [one["upper"]["n"] for one in network["tools"].values()]


def least_to_most(found: dict) -> str:
    counts = [n for network in found["networks"] for n in images(network)]
    return f"{min(counts):,}" if min(counts) == max(counts) else f"{min(counts):,} to {max(counts):,}"


def few(counts: list[list[int]]) -> str:
    """How many networks rest on too few images, as freqscope_core::study::agreement::ImagesBehind counts them."""
    found = [one for one in counts if min(one) < FEW]
    if not found:
        return ""
    return (
        f"Behind {len(found)} of the {len(counts)} networks are fewer than {FEW} images, only {min(map(min, found))} at the least; intervals from "
        "so few are too narrow."
    )


def listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def heat_maps(maps: list[dict]) -> list[str]:
    if not maps:
        return []
    rows = [[one["model"], *(cell(one[part]) for part in RATES), one["as_published"]] for one in maps]
    head = ["network", "wrong without noise", "along the constant wave", "along low waves", "along high waves", "as published"]
    said = " ".join(filter(None, (yin(maps, robust) for robust in (False, True))))
    return ["### Are the heat maps as published?", said, markdown.table([head, *rows])]


RATES = ("clean", "lowest", "low", "high")


def yin(maps: list[dict], robust: bool) -> str:
    """In how many networks the map is as published."""
    maps = [one for one in maps if one["robust"] == robust]
    if not maps:
        return ""
    counts = {verdict: sum(one["as_published"] == verdict for one in maps) for verdict in ("yes", "no", "not known")}
    held = f"{counts['yes']} of {len(maps)} ({counts['no']} do not, of {counts['not known']} it is not known)"
    if robust:
        return (
            "Adversarially trained ones they found robust to high waves and sensitive to low ones: "
            f"{held} err here more often along low waves than along high ones."
        )
    return (
        "Yin et al. (2019) found natural networks sensitive to all but the lowest waves: "
        f"{held} err here more often along high waves than without noise, and than along the constant wave."
    )


def corruptions(found: dict | None) -> list[str]:
    if not found:
        return []
    models = [one["model"] for one in found["clean"]]
    head = ["corruption", f"energy from band {CUT} on", *models]
    clean = ["none", "–", *(cell(one) for one in found["clean"])]
    rows = [[shown(one["corruption"]), f"{100 * one['energy_above']:.1f} %", *(cell(net["accuracy"]) for net in one["networks"])] for one in found["rows"]]
    ranked = [[f"{shown(one['corruption'])}, over networks", *correlation(one)] for one in found["over_networks"]]
    ranked += [[f"{one['model']}, over corruptions", *correlation(one)] for one in found["over_corruptions"]]
    ranked += [["which hurts which", *correlation(found["interaction"])]] if found["interaction"] else []
    return [
        "### Does Occluded Frequency expect which corruption hurts which network?",
        expected(found),
        "It expects the sum over bands of the network's share of |score|, times the share of energy of what the corruption changes. It leaves "
        "out how large the change is.",
        f"Accuracy under each corruption of CIFAR-10-C, the mean over its five severities (of the energies n = {found['images_of_bands']:,}):",
        markdown.table([head, clean, *rows]),
        *(["Rank correlations of the loss of accuracy with what Occluded Frequency expects:"] if ranked else []),
        *([markdown.table([["loss of accuracy as expected", "rank correlation", "95 %"], *ranked])] if ranked else []),
    ]


def expected(found: dict) -> str:
    """The answer, in words."""
    parts = [tally(found["over_networks"], "corruptions", "networks"), tally(found["over_corruptions"], "networks", "corruptions")]
    if found["interaction"]:
        verdict = {ALIKE: "it does", CONTRARY: "it expects the opposite", OPEN: "that is not known"}[direction(found["interaction"])]
        rho, interval = correlation(found["interaction"])
        parts.append(
            "Whether it tells which corruption hurts which network, beyond how hard the corruption is and how frail the network: "
            f"{verdict} (rank correlation {rho}, {interval})."
        )
    if not any(parts):
        return "Too few networks and corruptions are measured to compare their ranks."
    return " ".join(filter(None, [*parts, few([[one["n"]] for one in found["clean"]])]))


def tally(correlations: list[dict], of: str, over: str) -> str:
    if not correlations:
        return ""
    found = {way: len(ones) for way, ones in by_direction(correlations).items()}
    return (
        f"Of {len(correlations)} {of} the order of the {over} is as it expects in {found[ALIKE]}, the other way round in "
        f"{found[CONTRARY]}, and not known in {found[OPEN]}."
    )


def shown(name: str) -> str:
    return name.replace("_", " ")


def cell(reading: dict | None) -> str:
    if reading is None:
        return "–"
    value, low, high = ("–" if reading[name] is None else f"{100 * reading[name]:.1f}" for name in ("value", "low", "high"))
    return f"{value} % ({low} to {high} %), n = {reading['n']:,}"


def correlation(one: dict) -> list[str]:
    if one["rho"] is None:
        return ["–", "–"]
    return [f"{one['rho']:.2f}", f"{one['low']:.2f} to {one['high']:.2f}"]
