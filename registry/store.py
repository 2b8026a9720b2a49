"""The record as JSON and back: the derived cache that spares the everyday commands pydantic.

Values are written by position. Whether a file is believed is for ``cache`` to say.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from registry.acts import Act, Step, Wording
from registry.ids import Day
from registry.record import (
    Claim,
    ClassText,
    Clause,
    FormOf,
    Judged,
    Jurisdiction,
    Record,
    Schedule,
    Seed,
    Substance,
    Verdict,
)

SHAPE: Final = [str, str, str, dict, dict, dict, list, list]


def dumps(record: Record) -> str:
    """The record as one JSON text, the same for the same content."""
    return json.dumps(record, default=str, ensure_ascii=False, separators=(",", ":"))


def loads(text: str | bytes) -> Record:
    """The record that ``dumps`` wrote; ``TypeError`` or another if it is of another shape."""
    row = json.loads(text)
    if [type(part) for part in row] != SHAPE:
        raise TypeError("this is no record")
    return Record(
        version=row[0],
        title=row[1],
        digest=row[2],
        jurisdictions={key: _jurisdiction(one) for key, one in row[3].items()},
        substances={key: _substance(one) for key, one in row[4].items()},
        acts={key: _act(one) for key, one in row[5].items()},
        classes=tuple(_class_text(one) for one in row[6]),
        seeds=tuple(_seed(one) for one in row[7]),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(row: list[Any] | None) -> Day | None:
    return Day(date.fromisoformat(row[0]), row[1], _date(row[2])) if row else None


def _names(row: list[str] | None) -> tuple[str, ...] | None:
    return None if row is None else tuple(row)


def _wording(row: list[Any]) -> Wording:
    row[5:9] = [_names(one) for one in row[5:9]]
    return Wording(*row)


def _step(row: list[Any]) -> Step:
    row[3] = _wording(row[3])
    row[4] = tuple(row[4])
    row[8] = _date(row[8])
    row[11] = _day(row[11])
    row[16] = tuple(row[16])
    return Step(*row)


def _act(row: list[Any]) -> Act:
    row[5] = tuple(row[5])
    row[10:13] = [_day(one) for one in row[10:13]]
    row[13] = tuple(row[13])
    row[15] = tuple(_step(one) for one in row[15])
    return Act(*row)


def _substance(row: list[Any]) -> Substance:
    row[4], row[5] = tuple(row[4]), tuple(row[5])
    row[10] = FormOf(*row[10]) if row[10] else None
    return Substance(*row)


def _clause(row: list[Any]) -> Clause:
    return Clause(tuple(row[0]), tuple(row[1]), tuple(row[2]), row[3])


def _schedule(row: list[Any]) -> Schedule:
    row[5] = _clause(row[5])
    row[6] = {key: _clause(one) for key, one in row[6].items()}
    row[7] = _date(row[7])
    row[9] = _date(row[9])
    return Schedule(*row)


def _jurisdiction(row: list[Any]) -> Jurisdiction:
    row[5] = {key: _schedule(one) for key, one in row[5].items()}
    return Jurisdiction(*row)


def _class_text(row: list[Any]) -> ClassText:
    row[1] = _date(row[1])
    row[10] = tuple(row[10])
    row[12] = {key: Verdict(one[0], _date(one[1]), one[2], one[3]) for key, one in row[12].items()}
    row[13] = {
        key: tuple(Judged(one[0], _date(one[1]), one[2]) for one in said)
        for key, said in row[13].items()
    }
    return ClassText(*row)


def _seed(row: list[Any]) -> Seed:
    row[3] = _date(row[3])
    row[6] = tuple(Claim(one[0], tuple(one[1]), *one[2:]) for one in row[6])
    return Seed(*row)
