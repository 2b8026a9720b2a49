"""Declarations -> pydantic: how a table of a file becomes the value that its class declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    create_model,
)

from registry.law.marks import INLINE, PLACED, As, AtLeast, Checked, OneOf, Taken

Value = TypeVar("Value")
# No unknown key, no silent change of type.
STRICT: Final = ConfigDict(extra="forbid", strict=True, frozen=True)


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


def value(kind: Callable[..., Value], content: object) -> Value:
    """``content``, a parsed table, as ``kind``; what is placed is ``None`` until it is given.

    Raises pydantic's ``ValidationError``.
    """
    made: Value = _adapter(kind).validate_python(content)
    return made


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
