"""Where the sources of an act can be read: addresses found in what the record says of it."""

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
    for found in re.finditer(pattern, text, re.ASCII):
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(found[0], address(found))
        end = found.end()
    if text[end:]:
        yield Piece(text[end:])


def _with_scheme(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith(("http://", "https://")) else f"https://{found[0]}"


def _printed_page(found: re.Match[str]) -> str | None:
    if int(found[1]) < FIRST_VOLUME:
        return None
    return f"https://www.federalregister.gov/citation/{found[1]}-FR-{found[2]}"
