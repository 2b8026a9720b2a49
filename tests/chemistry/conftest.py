"""The registry's own rules, made ready once for all tests of the classes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from registry.chemistry.classify import Engine
from registry.chemistry.verdict import ClassVerdict
from registry.engine.view import View
from registry.law import loading, reading
from registry.law.record import ClassText
from registry.law.sources import read_files

ROOT: Final = Path(__file__).parents[2]
ON: Final = date(2026, 11, 24)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(View(loading.load(ROOT)), reading.rules(read_files(ROOT)))


@pytest.fixture(scope="session")
def text(engine: Engine) -> Callable[..., ClassText]:
    """The text of a class in force on a day."""

    def find(name: str, on: date = ON) -> ClassText:
        return next(one for one in engine.in_force(on) if one.id == name)

    return find


@pytest.fixture(scope="session")
def verdict(engine: Engine, text: Callable[..., ClassText]) -> Callable[..., ClassVerdict]:
    """The verdict of a class on a structure on a day."""

    def judge(name: str, smiles: str, on: date = ON) -> ClassVerdict:
        return engine.judge(text(name, on), engine.compounds.identify(smiles, on), on)

    return judge
