"""Where the sources of an act can be read: addresses match in what the record says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

# An address with its scheme, or a host and a path as people write them ("example.org/a/b").
ADDRESS: Final = (
    r"https?://[^\s<>\"'；，]*[^\s<>\"'；，.,;:)]"
    r"|(?<![\w/@.:-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"'；，]*[^\s<>\"'；，.,;:)]"
)
# The printed pages of the Federal Register can be looked up by citation from volume 59 (1994) on.
PRINTED_PAGE: Final = r"(?<!\w)([0-9]{2,3}) FR ([0-9]{1,6})(?!\w)"
FIRST_VOLUME: Final = 59


class Piece(NamedTuple):
    """A piece of text, and the http(s) address it leads to, if any."""

    text: str
    address: str | None = None


def of_source(text: str) -> list[Piece]:
    """What the record says of a source, its addresses as links; bare ones are read as https."""
    return list(_pieces(text, ADDRESS, _with_scheme))


def of_citation(text: str) -> list[Piece]:
    """A citation, with the printed pages of the Federal Register as links."""
    return list(_pieces(text, PRINTED_PAGE, _printed_page))


def _pieces(
    text: str, pattern: str, address: Callable[[re.Match[str]], str | None]
) -> Iterator[Piece]:
    end = 0
    for match in re.finditer(pattern, text, re.ASCII):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(match[0], address(match))
        end = match.end()
    if text[end:]:
        yield Piece(text[end:])


def _with_scheme(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith(("http://", "https://")) else f"https://{match[0]}"


def _printed_page(match: re.Match[str]) -> str | None:
    if int(match[1]) < FIRST_VOLUME:
        return None
    return f"https://www.federalregister.gov/citation/{match[1]}-FR-{match[2]}"
