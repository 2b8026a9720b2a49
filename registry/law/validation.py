"""Declarations -> pydantic: how a table of a file becomes the value that its class declares.

What is wrong with the table is said in words for the person who edits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    create_model,
)

from registry.law.marks import INLINE, PLACED, As, AtLeast, Checked, OneOf, Taken

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_DEPTH: Final = 12
Value = TypeVar("Value")
# No unknown key, no silent change of type.
STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True)
# What pydantic calls a fault -> what the editor of a TOML file should write.
WORDS: Final = {
    "tuple_type": "write a list, in square brackets (tables: [[...]])",
    "model_type": "write a table",
    "dict_type": "write a table",
    "string_type": "write text, in quotation marks",
    "int_type": "write a whole number, without quotation marks",
    "bool_type": "write true or false, without quotation marks",
}


class Declared(NamedTuple):
    """A field of a class as declared: its name, type, marks, and what stands if it is left out."""

    name: str
    hint: Any
    marks: tuple[Any, ...]
    default: Any

    @property
    def key(self) -> str:
        """Its name in the files."""
        return next((str(mark) for mark in self.marks if isinstance(mark, As)), self.name)


class Fault(NamedTuple):
    """What is wrong with a table: the code of the finding, the place, the sentence without its end.

    ``path`` begins with the table, where that has a name.
    """

    code: str
    path: tuple[str | int, ...]
    what: str


def value(kind: Callable[..., Value], content: object) -> Value:
    """``content``, a parsed table, as ``kind``; what is placed is ``None`` until it is given.

    Raises pydantic's ``ValidationError``, and ``RecursionError`` where tables nest too deeply.
    """
    made: Value = _adapter(kind).validate_python(_frozen(content))
    return made


def value_or_faults(
    kind: Callable[..., Value], content: object, table: str = ""
) -> Value | list[Fault]:
    """The same, or all that is wrong with it; ``table`` is the name of the table, if it has one."""
    try:
        return value(kind, content)
    except ValidationError as refusal:
        above = (table,) if table else ()
        errors = refusal.errors(include_url=False)
        return [_fault(kind, error, (*above, *error["loc"])) for error in errors]


def _fault(kind: Callable[..., object], error: ErrorDetails, path: tuple[str | int, ...]) -> Fault:
    field = ".".join(shown(str(part)) for part in path)
    if error["type"] == "extra_forbidden":
        known = [key for key in keys(kind) if key != path[-1]]  # of another table
        near = get_close_matches(str(path[-1]), known, 1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        return Fault("SCH002", path, f'unknown field "{field}".{hint}')
    if error["type"] == "missing":
        return Fault("SCH004", path, f'the field "{field}" is missing')
    why = _one_of(error) if error["type"] == "literal_error" else error["msg"]
    why = WORDS.get(error["type"], why.removeprefix("Value error, "))
    if "its check digit is" in why:
        return Fault("ID101", path, f"cas {why}")
    return Fault("SCH003", path, f'in "{field}": {why}' if field else why)


def _one_of(error: ErrorDetails) -> str:
    """That a word is none of those that may stand here, with the nearest."""
    known = error.get("ctx", {}).get("expected", "").replace("'", '"')
    near = get_close_matches(str(error["input"]), re.findall('"(.+?)"', known), 1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'"{shown(str(error["input"]))}" is none of {known}.{hint}'


def shown(text: str) -> str:
    """``text`` with everything escaped that a reader would not see."""
    return text if text.isascii() and text.isprintable() else text.encode("unicode_escape").decode()


def _frozen(value: object, depth: int = 0) -> object:
    """TOML lists as tuples, which is what the strict models take."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, list):
        return tuple(_frozen(item, depth + 1) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item, depth + 1) for key, item in value.items()}
    return value


def keys(kind: Any) -> list[str]:  # noqa: ANN401 (a NamedTuple has no type of its own)
    """Every key that may stand in a table of this kind, its tables' included."""
    own = list(_written(kind))
    inner = [inside for field in own for inside in _tables(field.hint)]
    return [field.key for field in own] + [key for inside in inner for key in keys(inside)]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    return TypeAdapter(_type(kind))


@cache
def _fields(kind: Any) -> tuple[Declared, ...]:  # noqa: ANN401
    """The fields of ``kind``; one whose type admits ``None`` may be left out."""
    fields = []
    for name, hint in kind.__annotations__.items():
        marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
        inner = get_args(hint)[0] if marks else hint
        absent = None if type(None) in get_args(inner) else ...
        fields.append(Declared(name, hint, marks, kind._field_defaults.get(name, absent)))
    return tuple(fields)


def _written(kind: Any) -> Iterator[Declared]:  # noqa: ANN401
    """The fields that a table of this kind may hold, those of inline values among them."""
    for field in _fields(kind):
        if INLINE in field.marks:
            yield from _written(get_args(field.hint)[0])
        elif PLACED not in field.marks:
            yield field


def _tables(hint: Any) -> Iterator[Any]:  # noqa: ANN401
    """The kinds of table that stand in a field of this type."""
    if _is_table(hint):
        yield hint
    elif not _taken(hint):
        for inner in get_args(hint):
            yield from _tables(inner)


def _is_table(hint: Any) -> bool:  # noqa: ANN401
    return isinstance(hint, type) and hasattr(hint, "_field_defaults")


def _taken(hint: Any) -> Taken | None:  # noqa: ANN401
    marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
    return next((mark for mark in marks if isinstance(mark, Taken)), None)


def _type(hint: Any) -> Any:  # noqa: ANN401
    """``hint`` as pydantic's types: marks as validators, classes as strict models."""
    origin, inner = get_origin(hint), get_args(hint)
    if _is_table(hint):
        return Annotated[_model(hint), AfterValidator(_maker(hint))]
    if taken := _taken(hint):
        return Annotated[Any, PlainValidator(taken.check)]
    if origin is Annotated:
        return _marked(inner[0], hint.__metadata__)
    if origin in {Union, UnionType}:
        return Union[tuple(_type(each) for each in inner)]  # noqa: UP007 (a union made here)
    if origin in {tuple, dict}:
        return origin[tuple(each if each is ... else _type(each) for each in inner)]
    return hint


def _marked(hint: Any, marks: tuple[Any, ...]) -> Any:  # noqa: ANN401
    made = _type(hint)
    for mark in marks:
        if isinstance(mark, OneOf):
            made = Literal[tuple(mark)]
        elif isinstance(mark, Checked):
            made = Annotated[made, AfterValidator(mark.check)]
        elif isinstance(mark, AtLeast):
            least = Field(ge=mark) if hint is int else Field(min_length=mark)
            made = Annotated[made, least]
        elif not isinstance(mark, As):
            made = Annotated[made, mark]  # pydantic's own
    return made


@cache
def _model(kind: Any) -> type[BaseModel]:  # noqa: ANN401
    fields: dict[str, Any] = {
        field.name: (_type(field.hint), Field(default=field.default, alias=_alias(field)))
        for field in _written(kind)
    }
    return create_model(kind.__name__, __config__=STRICT, **fields)


def _alias(field: Declared) -> str | None:
    return field.key if field.key != field.name else None


def _maker(kind: Any) -> Callable[[BaseModel], Any]:  # noqa: ANN401
    """How a model of a table becomes the value of ``kind``, checked as a whole."""
    inline = {
        field.name: _maker(get_args(field.hint)[0])
        for field in _fields(kind)
        if INLINE in field.marks
    }
    own = [field.name for field in _fields(kind) if field.name not in inline]
    check = getattr(kind, "check", None)

    def make(written: BaseModel) -> Any:  # noqa: ANN401
        values = {name: getattr(written, name, None) for name in own}
        made = kind(**values, **{name: inner(written) for name, inner in inline.items()})
        if check:
            check(made)
        return made

    return make
