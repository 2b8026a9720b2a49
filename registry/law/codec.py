"""The record as bytes and back: the derived cache that spares the everyday commands pydantic.

Values are written by position, and each position is read as its annotation says: there is no list
of positions to keep. The bytes are those of ``marshal``, which Python keeps its own compiled
modules in: it reads twice as fast as JSON, knows tuples, and like it makes plain values only.
``cache`` decides whether a file is believed.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from datetime import date
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from registry.law.record import Record

Decoder = Callable[[Any], Any]
MARSHAL: Final = marshal.version  # another form of its bytes is another cache


def dumps(record: Record) -> bytes:
    """The record as bytes."""
    return marshal.dumps(_plain(record))


def _plain(value: Any) -> Any:  # noqa: ANN401 (any value of a record)
    """The value without our types: an array of its fields, a day as text."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def loads(body: bytes) -> Record:
    """The record that ``dumps`` wrote; ``TypeError`` or another if it is of another shape."""
    row = marshal.loads(body)  # noqa: S302 (it runs nothing; ``cache`` believes only our own file)
    if [type(part) for part in row] != SHAPE:
        raise TypeError("this is no record")
    record: Record = READ(row)
    return record


def _decoder(hint: Any) -> Decoder | None:  # noqa: ANN401 (an annotation may be anything)
    """How a plain value becomes what ``hint`` says; ``None``: it is that already."""
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and hasattr(hint, "_fields"):  # of Annotated it is its type that has
        return DECODERS.get(hint) or DECODERS.setdefault(hint, _of_fields(hint))
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _decoder(inner[0])
    if origin is Union or origin is UnionType:  # a value or None, which ``_of_fields`` passes over
        return _decoder(inner[0])
    if origin is tuple:
        return _of_items(_decoder(inner[0]))
    return _of_values(_decoder(inner[1])) if origin is dict else None


def _of_items(item: Decoder | None) -> Decoder | None:
    return (lambda row: tuple([item(each) for each in row])) if item else None


def _of_values(value: Decoder | None) -> Decoder | None:
    return (lambda row: {key: value(each) for key, each in row.items()}) if value else None


def _of_fields(kind: Any) -> Decoder:  # noqa: ANN401 (a NamedTuple has no type of its own)
    """How an array of fields becomes a value of ``kind``."""
    hints = kind.__annotations__.values()
    decoders = [(at, read) for at, hint in enumerate(hints) if (read := _decoder(hint))]

    def value(row: tuple[Any, ...]) -> Any:  # noqa: ANN401
        values = list(row)
        for at, read in decoders:
            if values[at] is not None:
                values[at] = read(values[at])
        return kind._make(values)

    return value if decoders else kind._make


DECODERS: Final[dict[Any, Decoder]] = {}
READ: Final = _of_fields(Record)
SHAPE: Final[list[Any]] = [get_origin(hint) or str for hint in Record.__annotations__.values()]
# Every declaration as text: the cache's key holds it, so that a changed one is read anew.
DECLARATIONS: Final = "\n".join(
    f"{kind.__name__} {kind.__annotations__}" for kind in (Record, *DECODERS)
)
