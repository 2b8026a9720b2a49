"""Draw the gaps between the United States and the PRC, by family and kind, as an SVG picture.

``python docs/gap_matrix.py`` writes ``docs/gap-matrix.svg`` anew from the data of this checkout. It
asks the tool as any other program does: ``registry gaps us cn --all --json``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
PICTURE: Final = Path(__file__).with_name("gap-matrix.svg")
ON: Final = "2026-11-24"
# What stands above the column of a kind that is not its own word in one line.
HEADINGS: Final = {
    "not-compared": ("not", "compared"),
    "only-a": ("US only",),
    "only-b": ("PRC only",),
    "class-vs-named": ("class vs", "named"),
}

# in pixels
MARGIN, FAMILY, KIND, TOTAL, LINE, HEAD, FOOT = 16, 178, 78, 56, 24, 92, 40
FONTS: Final = "system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif"
PAPER, INK, PALE, RULE = "#fdfcf8", "#1c2333", "#5b6270", "#dcd8cc"
# From how many substances on a cell is how dark; aligned cells are no gaps and stay white.
SHADES: Final = ((1, "#f1ede1"), (5, "#e9dfc5"), (15, "#e2cd9f"), (50, "#dbb672"))


def answer(on: str = ON) -> dict[str, Any]:
    """The document of the comparison on a day, aligned substances too."""
    words = ("gaps", "us", "cn", "--all", "--on", on, "--json", "--data", str(ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "registry", *words], capture_output=True, check=True, cwd=ROOT
    )
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def drawn(document: dict[str, Any]) -> str:
    """The picture of a ``cs-registry/gaps`` document that holds every row."""
    kinds = list(document["counts"])
    counts = Counter((row["family"], row["kind"]) for row in document["rows"])
    families = sorted({family for family, _ in counts})
    width = 2 * MARGIN + FAMILY + KIND * len(kinds) + TOTAL
    height = HEAD + LINE * (len(families) + 1) + FOOT
    title = f"Where the lists of the United States and the PRC differ on {document['on']}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"',
        f' height="{height}" role="img" aria-labelledby="title" font-family="{FONTS}">',
        f'<title id="title">{escape(title)}: substances by family and kind of gap</title>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        _text(MARGIN, 34, title, size=18, weight=600),
        *_heading(kinds),
    ]
    for number, family in enumerate(families):
        cells = [counts[family, kind] for kind in kinds]
        parts += _row(family.replace("-", " ").capitalize(), cells, kinds, number)
    parts += _row(
        "All families", list(document["counts"].values()), kinds, len(families), last=True
    )
    parts += [_text(MARGIN, height - 14, _foot(document), size=11, ink=PALE), "</svg>", ""]
    return "\n".join(parts)


def _foot(document: dict[str, Any]) -> str:
    unseen = document["unseen"]["b"]
    version = document["data"]["version"]
    return (
        f"Substances that either side controls that day; {unseen} names on lists of the PRC were "
        f"not seen. Data {version}. A comparison of published lists, not legal advice."
    )


def _right(column: int) -> int:
    """Where the numbers of a column of kinds end."""
    return MARGIN + FAMILY + KIND * (column + 1) - 10


def _heading(kinds: Sequence[str]) -> Iterator[str]:
    for column, kind in enumerate(kinds):
        lines = HEADINGS.get(kind, (kind,))
        for line, words in enumerate(lines):
            y = HEAD - 10 - 14 * (len(lines) - 1 - line)
            yield _text(_right(column), y, words, size=11, weight=600, ink=PALE, end=True)
    yield _text(
        _right(len(kinds) - 1) + TOTAL, HEAD - 10, "total", size=11, weight=600, ink=PALE, end=True
    )


def _row(
    name: str, cells: Sequence[int], kinds: Sequence[str], number: int, *, last: bool = False
) -> Iterator[str]:
    top, weight = HEAD + LINE * number, 600 if last else 400
    end = _right(len(kinds) - 1) + TOTAL
    yield f'<path d="M{MARGIN} {top}H{end + 10}" stroke="{PALE if last else RULE}"/>'
    yield _text(MARGIN, top + 16, name, weight=weight)
    for column, (kind, count) in enumerate(zip(kinds, cells, strict=True)):
        if not count:
            continue
        if kind != "aligned" and not last:
            yield _shade(MARGIN + FAMILY + KIND * column, top, count)
        yield _text(_right(column), top + 16, str(count), weight=weight, end=True)
    yield _text(end, top + 16, str(sum(cells)), weight=600, end=True)


def _shade(x: int, y: int, count: int) -> str:
    fill = next(shade for least, shade in reversed(SHADES) if count >= least)
    width, height = KIND - 4, LINE - 2
    return f'<rect x="{x + 2}" y="{y + 1}" width="{width}" height="{height}" fill="{fill}"/>'


def _text(x: int, y: int, words: str, **look: Any) -> str:  # noqa: ANN401 (numbers and a colour)
    """A text at a place; ``look`` may give its size, weight and ink, and that it ends there."""
    size, weight, ink = (
        look.get(key, usual) for key, usual in (("size", 12), ("weight", 400), ("ink", INK))
    )
    anchor = ' text-anchor="end"' if look.get("end") else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{ink}"{anchor}>'
        f"{escape(words)}</text>"
    )


if __name__ == "__main__":
    PICTURE.write_text(drawn(answer()), encoding="utf-8")
