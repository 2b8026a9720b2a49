"""Marks on a declaration: what may be written in a field, and where its value comes from.

One class is both what people write in a table of a file and what the engine works on. The marks
are plain values, so that starting needs no pydantic; ``reading`` hands them to pydantic when files
are read. A field may be left out where it has a default or admits ``None``; a class with a method
``check`` is checked as a whole by it.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final

from registry.law import dates, identifiers

# The place of a file gives the value, or ``parse`` does: it is never written under this name.
PLACED: Final = "placed"
# The fields of the value are written among those of the table that holds it.
INLINE: Final = "inline"


class Checked:
    """A check of a value of the annotated type: returns it, or raises ``ValueError`` with words."""

    __slots__ = ("check",)

    def __init__(self, check: Callable[[Any], object]) -> None:
        self.check = check

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.check.__name__})"


class Taken(Checked):
    """How a value is made of whatever TOML gives, of any type; raises ``ValueError`` with words."""

    __slots__ = ()


class OneOf(tuple[str | int, ...]):
    """The words, or numbers, that alone may stand in a field."""

    __slots__ = ()


class AtLeast(int):
    """The least value of a whole number, the least length of a list."""

    __slots__ = ()


class As(str):
    """The name of the field in the files, where it differs from ours."""

    __slots__ = ()


Slug = Annotated[str, Checked(identifiers.slug)]
Text = Annotated[str, Checked(identifiers.clean_line)]
Prose = Annotated[str, Checked(identifiers.clean_text)]
Clearable = Annotated[str, Checked(identifiers.clean_or_empty)]
Cas = Annotated[str, Checked(identifiers.cas_number)]
Language = Annotated[str, Checked(identifiers.language)]
InChIKey = Annotated[str, Checked(identifiers.inchikey)]
Unii = Annotated[str, Checked(identifiers.unii)]
PartialDay = Annotated[dates.Day, Taken(dates.partial_day)]
WholeDay = Annotated[date, Taken(dates.whole_day)]

NOT_SAID: Final = "not said"


def medical_use(value: object) -> bool | str:
    """Whether a list, a group of its lines, or a line is for medical use, or that it is not said.

    Without the key a line is as its group is, and a group as its list.
    """
    if isinstance(value, bool) or value == NOT_SAID:
        return value
    raise ValueError(f'write true, false or "{NOT_SAID}"')


MedicalUse = Annotated[bool | str | None, Taken(medical_use)]
Evidence = Annotated[str, OneOf(("official", "secondary", "unverified"))]
Regime = Annotated[str, OneOf(("drug", "precursor", "veterinary", "export"))]
Kind = Annotated[str, OneOf((
    "salt", "optical-isomer", "geometric-isomer", "positional-isomer", "racemate", "ester",
    "ether", "amide", "carbamate", "halide", "acetal",
))]  # fmt: skip
