"""The rows of a document, made one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class Rows(Sequence[Any]):
    """The rows of a document, each made when it is read, so that they are never held at once."""

    def __init__(self, values: Sequence[Any], document: Callable[[Any], dict[str, Any]]) -> None:
        self._values, self._document = values, document

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 (a number gives a row, a slice several)
        if isinstance(place, slice):
            return Rows(self._values[place], self._document)
        return self._document(self._values[place])
