"""Markdown that scripts write into files that people write too, between two markers."""

from pathlib import Path


def replace(path: Path, begin: str, end: str, parts: list[str]) -> None:
    """Puts paragraphs between two markers of a file, in place of what was there."""
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(before + "\n\n".join([begin, *parts, end]) + after)


def table(rows: list[list[str]]) -> str:
    """The first row is its head; a bar inside a cell is escaped."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
