"""Markdown that scripts write into files that people write too, between two markers."""

from pathlib import Path


def replaced(path: Path, begin: str, end: str, parts: list[str]) -> str:
    """The text of a file with paragraphs between two markers, in place of what is there."""
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    return before + "\n\n".join([begin, *parts, end]) + after


def replace(path: Path, begin: str, end: str, parts: list[str]) -> None:
    """Writes that text."""
    path.write_text(replaced(path, begin, end, parts))


def table(rows: list[list[str]]) -> str:
    """The first row is its head; a bar inside a cell is escaped."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
