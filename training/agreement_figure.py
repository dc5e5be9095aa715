"""The figure of RESULTS.md: what each frequency tool says of the upper part of the spectrum of each network, with 95 % intervals, as SVG.
Needs nothing but Python."""

from html import escape

from tools import TOOLS

LEFT, WIDTH, GAP, TOP, ROW, FOOT = 170, 150, 24, 44, 20, 40
"""Room for names, width of a tool, between two of them, room for titles, height of a network, room for the axis; in SVG units."""
NATURAL, ROBUST = "#0072b2", "#d55e00"


def figure(found: dict) -> str:
    """Networks as Occluded Frequency ranks them, the one that rests most on the upper part first."""
    networks = sorted(found["networks"], key=upper_share, reverse=True)
    bottom = TOP + ROW * len(networks)
    size = LEFT + len(TOOLS) * (WIDTH + GAP), bottom + FOOT
    parts = [text(LEFT - 10, TOP + ROW * (i + 0.5) + 4, named(one), "end", colour(one)) for i, one in enumerate(networks)]
    for i, tool in enumerate(TOOLS):
        parts += column(LEFT + i * (WIDTH + GAP), bottom, tool, networks)
    parts += [text(LEFT, bottom + 34, "natural", "start", NATURAL), text(LEFT + 60, bottom + 34, "adversarially trained", "start", ROBUST)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" font-family="sans-serif" font-size="11">'
    return "\n".join([head, f'<rect width="{size[0]}" height="{size[1]}" fill="#fff"/>', *parts, "</svg>", ""])


def named(network: dict) -> str:
    """With how many images it is of; PGD leaves out those that were wrong before."""
    return f"{network['model']}, n = {max(one['upper']['n'] for one in network['tools'].values())}"


def upper_share(network: dict) -> float:
    return network["tools"].get(TOOLS[0].key, {"upper": {"value": -1.0}})["upper"]["value"]


def column(left: float, bottom: float, tool, networks: list[dict]) -> list[str]:
    """One tool, from 0 to 100 %."""
    parts = [text(left, TOP - 24, tool.name, "start", "#000"), text(left, TOP - 10, tool.what, "start", "#555")]
    for share in (0, 0.5, 1):
        x = left + share * WIDTH
        parts.append(f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="#ddd"/>')
        parts.append(text(x, bottom + 14, f"{100 * share:.0f} %", "middle", "#555"))
    for i, one in enumerate(networks):
        if tool.key in one["tools"]:
            parts += mark(left, TOP + ROW * (i + 0.5), one["tools"][tool.key]["upper"], colour(one))
    return parts


def mark(left: float, y: float, reading: dict, fill: str) -> list[str]:
    ends = [left + WIDTH * reading[end] for end in ("low", "high") if reading[end] is not None]
    line = [f'<path d="M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}" stroke="{fill}" stroke-width="2"/>'] if len(ends) == 2 else []
    return [*line, f'<circle cx="{left + WIDTH * reading["value"]:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}"/>']


def colour(network: dict) -> str:
    return ROBUST if network["robust"] else NATURAL


def text(x: float, y: float, words: str, anchor: str, fill: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
