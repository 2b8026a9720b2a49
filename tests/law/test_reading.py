"""Declarations and pydantic: a table of a file becomes the value that its class declares."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

import pytest
from pydantic import ValidationError

from registry.law import validation
from registry.law.acts import Act, Step, Wording
from registry.law.dates import Day
from registry.law.declarations import (
    ActFile,
    Add,
    Amend,
    Edition,
    Entry,
    Exceptions,
    Lists,
    Move,
)
from registry.law.marks import PLACED, As, AtLeast, Slug, Text
from registry.law.record import Clause, FormOf, Schedule, Seed, Substance
from registry.law.rules import ClassFile

KINDS: Final = (Edition, Lists, Entry, ActFile, ClassFile, Seed, Exceptions)
ACT: Final = {
    "title": "Fentanyl",
    "kind": "order",
    "authority": ("DEA",),
    "citation": "",
    "source": "https://example.org",
    "evidence": "official",
    "effective": date(2024, 8, 5),
}


def faults(kind: type[Any], content: object) -> list[tuple[str, tuple[str | int, ...]]]:
    """What pydantic finds wrong with a table: the fault and its path."""
    with pytest.raises(ValidationError) as refusal:
        validation.value(kind, content)
    return [(one["type"], one["loc"]) for one in refusal.value.errors()]


# one class is what is written and what is used


def test_a_table_becomes_the_value_itself() -> None:
    written = {"covers": ("salt",), "text": "Unless excepted."}
    assert validation.value(Clause, written) == Clause(covers=("salt",), text="Unless excepted.")
    assert type(validation.value(Clause, written)) is Clause


def test_what_stands_inside_becomes_values_too() -> None:
    written = {"name": "Heroin", "form_of": {"substance": "morphine", "as": "ester"}}
    entry = validation.value(Entry, written)
    assert type(entry.substance) is Substance
    assert entry.substance.form_of == FormOf("morphine", "ester")


def test_an_act_is_its_head_and_its_verbs() -> None:
    amend = {"schedule": "schedule-2", "line": "fentanyl", "except": "patches"}
    file = validation.value(ActFile, ACT | {"amend": (amend,)})
    act = file.act("us", "2024-08-05-order")
    assert type(act) is Act
    assert (act.id, act.jurisdiction, act.date_evidence) == (
        "us/2024-08-05-order", "us", "official",
    )  # fmt: skip
    assert act.effective == Day(date(2024, 8, 5))
    assert act.steps == (Step("amend", "schedule-2", "fentanyl", Wording(exception="patches")),)


# the names in the files


@pytest.mark.parametrize(
    ("kind", "content", "inner", "written"),
    [
        (FormOf, {"substance": "a", "as": "salt"}, "kind", "as"),
        (Add, {"schedule": "s", "class": "c"}, "class_", "class"),
        (Amend, {"schedule": "s", "line": "l", "except": "x"}, "exception", "except"),
        (Move, {"from": "s/a", "to": "s/b"}, "from_", "from"),
        (Move, {"from": "s/a", "to": "s/b", "as": "c"}, "as_", "as"),
        (Edition, {"schema": 1, "version": "2024.09.01", "title": "x"}, "number", "schema"),
    ],
)
def test_a_field_has_one_name_in_the_files(
    kind: type[Any], content: dict[str, object], inner: str, written: str
) -> None:
    """The name of an attribute is ours, and no second spelling for the person who edits."""
    validation.value(kind, content)
    turned = {inner if key == written else key: value for key, value in content.items()}
    assert ("extra_forbidden", (inner,)) in faults(kind, turned)


@pytest.mark.parametrize("name", ["id", "jurisdiction", "steps", "head"])
def test_what_the_place_of_a_file_says_is_not_written(name: str) -> None:
    assert faults(ActFile, ACT | {name: "x"}) == [("extra_forbidden", (name,))]


def test_the_keys_of_a_file_are_those_of_its_tables_too() -> None:
    keys = set(validation.keys(ActFile))
    assert {"title", "date_evidence", "add", "except", "limited_to", "class", "reason"} <= keys
    assert not {"id", "steps", "exception", "class_", "wording", "target", "day"} & keys


# nothing is taken for what it is not


@pytest.mark.parametrize("content", [("morphine", "salt"), ["morphine", "salt"], "morphine", 1])
def test_a_list_is_no_table(content: object) -> None:
    assert faults(FormOf, content) == [("model_type", ())]


@pytest.mark.parametrize("content", [{"a": 1}, "salt", 1, True])
def test_a_table_is_no_list(content: object) -> None:
    assert faults(Clause, {"covers": content}) == [("tuple_type", ("covers",))]


LIST: Final = {
    "title": "Schedule II",
    "instrument": "21 CFR 1308.12",
    "regime": "drug",
    "complete": False,
    "verified_through": date(2024, 9, 1),
}


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("complete", 1, "bool_type"),
        ("complete", "true", "bool_type"),
        ("title", 1, "string_type"),
        ("title", b"Schedule II", "string_type"),
        ("verified_through", "2024", "value_error"),
        ("verified_through", 20240901, "value_error"),
        ("regime", True, "literal_error"),
    ],
)
def test_no_type_changes_in_silence(field: str, value: object, fault: str) -> None:
    assert faults(Schedule, LIST | {field: value}) == [(fault, (field,))]


def test_true_is_no_number() -> None:
    add = {"schedule": "s", "class": "c"}
    assert validation.value(Add, add | {"unseen": 2}).unseen == 2
    assert faults(Add, add | {"unseen": True}) == [("int_type", ("unseen",))]
    unseen = add | {"unseen": 2, "may_hold": ["opioids"]}
    assert validation.value(Add, unseen).step().may_hold == ("opioids",)
    assert faults(Add, add | {"may_hold": ["opioids"]}) == [("value_error", ())]


def test_what_may_be_left_out_has_a_default_or_may_be_nothing() -> None:
    class Toy(NamedTuple):
        """Every way to declare a field."""

        place: Annotated[str, PLACED]
        needed: Text
        needed_list: Annotated[tuple[Slug, ...], AtLeast(1)]
        maybe: Text | None
        other: Annotated[Text | None, As("name")]
        kept: tuple[Slug, ...] = ("a",)

    assert faults(Toy, {}) == [("missing", ("needed",)), ("missing", ("needed_list",))]
    toy = validation.value(Toy, {"needed": "x", "needed_list": ("b",), "name": "y"})
    assert toy[1:] == ("x", ("b",), None, "y", ("a",))


# every kind of file


def _tables(hint: Any) -> set[Any]:  # noqa: ANN401 (an annotation may be anything)
    """A class and every class that stands in a field that may be written."""
    if not validation._is_table(hint):
        return set().union(*(_tables(inner) for inner in get_args(hint)))
    inside = (_tables(field.hint) for field in validation._written(hint))
    return {hint}.union(*inside)


def _scalars(
    hint: Any,  # noqa: ANN401
    marks: tuple[object, ...] = (),
) -> list[tuple[Any, tuple[object, ...]]]:
    """The plain types in an annotation, each with the marks that stand at it."""
    if get_origin(hint) is Annotated:
        return _scalars(get_args(hint)[0], (*marks, *hint.__metadata__))
    if get_args(hint):
        return [each for inner in get_args(hint) for each in _scalars(inner, marks)]
    return [(hint, marks)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_and_day_that_may_be_written_carries_a_check(kind: type[Any]) -> None:
    """A field of bare text would take what no reader sees; a new field cannot forget its mark."""
    bare = [
        f"{table.__name__}.{field.name}"
        for table in _tables(kind)
        if table is not Day
        for field in validation._written(table)
        for scalar, marks in _scalars(field.hint)
        if scalar in {str, date, Day} and not set(map(type, marks)) - {As}
    ]
    assert bare == ["Form.labels"] * (
        kind is ClassFile
    )  # its keys: the check of the form reads them


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_inline_shares_no_name_with_its_table(kind: type[Any]) -> None:
    for table in _tables(kind):
        keys = [field.key for field in validation._written(table)]
        assert len(keys) == len(set(keys)), table


# starting


def _loaded(code: str) -> set[str]:
    code = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_declarations_are_made_without_pydantic() -> None:
    loaded = _loaded("import registry.law.record, registry.law.codec, registry.law.loading")
    assert not {name for name in loaded if name.partition(".")[0] in {"pydantic", "pydantic_core"}}


def test_a_record_from_the_cache_needs_no_pydantic(tmp_path: Path) -> None:
    root = Path(validation.__file__).parents[2]
    code = f"import os; os.environ['XDG_CACHE_HOME'] = {str(tmp_path)!r}\n"
    code += f"from registry.law import loading; loading.load({str(root)!r})"
    assert "pydantic" in _loaded(code)
    assert not _loaded(code) & {
        "pydantic",
        "pydantic_core",
        "registry.law.validation",
        "registry.law.declarations",
    }
