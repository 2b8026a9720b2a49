"""The remarks on the cells of a workbook; openpyxl does not give them while it streams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from openpyxl.utils.cell import coordinate_to_tuple

SPACE: Final = re.compile(r"^\{[^}]*\}")


def remarks(archive: ZipFile) -> Iterator[tuple[str, Iterator[tuple[int, int, str]]]]:
    """Sheet name -> the remarks on its cells: row and column, counted from zero, and text."""
    names = set(archive.namelist())
    targets = _targets(archive, "xl/workbook.xml", "worksheet")
    for element in ET.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 (no entities are resolved)
        if SPACE.sub("", element.tag) != "sheet":
            continue
        place = next((at for key, at in element.attrib.items() if SPACE.sub("", key) == "id"), "")
        part = targets.get(place, "")
        for comments in _targets(archive, part, "comments").values() if part in names else ():
            if comments in names:
                yield element.attrib["name"], _texts(archive.read(comments))


def _targets(archive: ZipFile, part: str, kind: str) -> dict[str, str]:
    """Relation id -> part, of the relations of one kind."""
    at = PurePosixPath(part)
    relations = f"{at.parent}/_rels/{at.name}.rels"
    if relations not in archive.namelist():
        return {}
    parts = {}
    for relation in ET.fromstring(archive.read(relations)):  # noqa: S314 (no entities are resolved)
        if relation.attrib.get("Type", "").endswith(f"/{kind}"):
            parts[relation.attrib["Id"]] = _joined(at.parent, relation.attrib["Target"])
    return parts


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target if not target.startswith("/") else PurePosixPath(target)).parts:
        if part == "..":
            parts.pop()
        elif part != "/":
            parts.append(part)
    return "/".join(parts)


def _texts(content: bytes) -> Iterator[tuple[int, int, str]]:
    for remark in ET.fromstring(content).iter():  # noqa: S314 (no entities are resolved)
        if SPACE.sub("", remark.tag) == "comment":
            row, column = coordinate_to_tuple(remark.attrib["ref"])
            runs = (each.text or "" for each in remark.iter() if SPACE.sub("", each.tag) == "t")
            yield row - 1, column - 1, "".join(runs).strip()
