"""The public API: what ``import registry`` gives, and that it answers as the command line does."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

import registry
from registry import api
from registry.cli.app import cli
from tests.small import act, names, written

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "api.md"
BLOCK: Final = re.compile(r"```python\n(.*?)```", re.DOTALL)
DAY: Final = date(2024, 8, 6)
BEFORE: Final = date(2024, 7, 10)  # a day before Announcement 800 was published


@pytest.fixture(scope="module")
def lists() -> registry.Registry:
    """The data of this checkout."""
    return registry.load(ROOT)


def _document(*words: str) -> Any:  # noqa: ANN401 (whatever the command says)
    done = CliRunner().invoke(cli, [*words, "--json", "--data", str(ROOT)])
    return json.loads(done.stdout)


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    exec(compile("\n".join(blocks), str(PAGE), "exec"), {"__name__": "api"})  # noqa: S102


def test_the_page_names_every_question() -> None:
    public = {
        name
        for name, value in inspect.getmembers(api.Registry)
        if inspect.isfunction(value) and not name.startswith("_")
    }
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in public - {"view"} if f"`{name}(" not in text] == []


def test_a_substance_is_answered_as_the_command_shows_it(lists: registry.Registry) -> None:
    shown = _document("show", "xylazine", "--on", str(DAY))["status"]
    statuses = lists.show("xylazine", on=DAY)
    assert [each["jurisdiction"] for each in shown] == list(statuses)
    for each in shown:
        status = statuses[each["jurisdiction"]]
        assert each["status"] == status.status
        assert each["controlled_since"] == (str(status.since.day) if status.since else None)


def test_two_jurisdictions_differ_as_the_command_says(lists: registry.Registry) -> None:
    shown = _document("gaps", "us", "prc", "--on", str(DAY))
    gaps = lists.gaps("us", "prc", on=DAY)
    assert shown["counts"] == gaps.counts
    assert [row["substance"] for row in shown["rows"]] == [row.substance.id for row in gaps.rows]


def test_known_on_leaves_out_what_was_published_later(lists: registry.Registry) -> None:
    day = date(2024, 7, 15)
    assert lists.show("xylazine", on=day)["cn"].controlled
    assert not lists.show("xylazine", on=day, known_on=BEFORE)["cn"].controlled
    assert not lists.history("xylazine", "cn", known_on=BEFORE).at(day).controlled


def test_a_history_gives_the_status_of_every_day_on_which_it_turns(
    lists: registry.Registry,
) -> None:
    history = lists.history("norfentanyl", "prc")
    for day, answer in history.turns:
        assert answer.status == lists.show("norfentanyl", on=day.day)["cn"].status


@pytest.mark.parametrize(
    ("words", "ask"),
    [
        (("show", "xylazine"), lambda lists: lists.show("xylazine", on=DAY)),
        (("list", "us-oh"), lambda lists: lists.list("us-oh", on=DAY)),
        (("gaps", "us", "prc"), lambda lists: lists.gaps("us", "prc", on=DAY)),
        (("upcoming", "cn"), lambda lists: lists.upcoming("cn", on=DAY)),
        (("lags", "un", "us", "cn"), lambda lists: lists.lags("un", "us", "cn", on=DAY)),
    ],
)
def test_the_document_and_the_notes_are_those_of_the_command(
    lists: registry.Registry, words: tuple[str, ...], ask: Callable[[Any], registry.Reply]
) -> None:
    shown, reply = _document(*words, "--on", str(DAY)), ask(lists)
    notes = shown.pop("notes")
    assert shown == json.loads(json.dumps(reply.document(), default=list))
    assert [note for note in notes if note in reply.notes] == list(reply.notes)


def test_an_act_that_cannot_be_applied_stands_beside_the_answer(tmp_path: Path) -> None:
    removal = act(effective="2001-01-01") + '[[remove]]\nschedule = "schedule-1"\nline = "alpha"\n'
    files = {
        "schedules/substances/opioids.toml": names("alpha"),
        "schedules/us/acts/2001-01-01-removal.toml": removal,
    }
    reply = registry.load(written(tmp_path, files)).gaps("us", "cn", on=DAY)
    assert [each.act for each in reply.unapplied] == ["us/2001-01-01-removal"]
    assert "Nothing to compare" in reply.notes[0]
    assert any(note.startswith("Not applied: us/2001-01-01-removal") for note in reply.notes)


def test_a_revision_answers_as_its_files_say(tmp_path: Path) -> None:
    place = "schedules/us/acts/2000-01-01-first.toml"
    head = act(effective="2000-01-01") + '[[add]]\nsubstances = ["alpha"]\nschedule = '
    names_of = {"schedules/substances/opioids.toml": names("alpha")}
    root = written(tmp_path, {**names_of, place: f'{head}"schedule-1"\n'})
    git = ("git", "-c", "user.name=n", "-c", "user.email=e@example.org")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        subprocess.run([*git, *words], cwd=root, check=True)
    written(root, {place: f'{head}"schedule-2"\n'})
    edited = registry.load(root)
    base = edited.at("HEAD")
    lists = [each.list("us", on=DAY) for each in (base, edited)]
    assert [listing.key.schedule for ((listing, _),) in lists] == ["schedule-1", "schedule-2"]
    things = {change.thing for change in base.differences(edited)}
    assert things == {"act us/2000-01-01-first"}
    with pytest.raises(registry.QuestionError, match="No data folder"):
        base.check(on=DAY)
    with pytest.raises(registry.RevisionError):
        edited.at("no-such-revision")


def test_what_is_generated_is_what_the_checkout_holds(lists: registry.Registry) -> None:
    made = lists.generated()
    assert {
        name for name, data in made.files.items() if (ROOT / name).read_bytes() != data
    } == set()


def test_a_code_is_explained_or_answered_with_the_nearest() -> None:
    assert "line" in registry.explain("con101")
    with pytest.raises(registry.QuestionError, match=r'no code "CON1O1"\. Did you mean "CON1'):
        registry.explain("CON1O1")


def test_a_question_without_a_day_is_one_about_today(
    lists: registry.Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "today", lambda: date(2024, 8, 31))
    assert not lists.show("norfentanyl")["cn"].controlled
    monkeypatch.setattr(api, "today", lambda: date(2024, 9, 1))
    assert lists.show("norfentanyl")["cn"].controlled


def test_a_list_is_named_as_texts_name_it(lists: registry.Registry) -> None:
    lines = lists.list("US", "Schedule II", on=DAY)
    assert lines == lists.list("us", "schedule-2", on=DAY)
    assert {listing.key.schedule for listing, _ in lines} == {"schedule-2"}
    assert len(lines) == len(
        _document("list", "us", "--schedule", "schedule-2", "--on", str(DAY))["rows"]
    )


def test_changes_of_no_jurisdiction_named_are_those_of_all(lists: registry.Registry) -> None:
    start, end = date(2024, 6, 30), date(2024, 7, 31)
    every = lists.changes(start=start, end=end)
    assert every == lists.changes(*lists.record.jurisdictions, start=start, end=end)
    assert {change.key.jurisdiction for change in every} >= {"cn"}


def test_what_is_coming_is_what_the_command_says(lists: registry.Registry) -> None:
    shown = _document("upcoming", "cn", "--on", str(DAY), "--within", "60")["rows"]
    changes = lists.upcoming("prc", within=60, on=DAY)
    assert [row["date"] for row in shown] == [str(change.day.day) for change in changes]


def test_lags_are_those_of_the_command(lists: registry.Registry) -> None:
    shown = _document("lags", "un", "us", "cn", "--on", str(DAY))["rows"]
    lags = lists.lags("un", "us", "cn", on=DAY)
    assert [row["substance"] for row in shown] == [lag.substance.id for lag in lags]


def test_a_period_that_ends_before_it_begins_is_no_period(lists: registry.Registry) -> None:
    with pytest.raises(registry.QuestionError, match="lies before"):
        lists.changes("us", start=DAY, end=BEFORE)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda lists: lists.show("no such name"), "no substance"),
        (lambda lists: lists.history("fentanyl", "atlantis"), "no jurisdiction"),
        (lambda lists: lists.gaps("us", "us-ohi"), "Did you mean"),
        (lambda lists: lists.list("us", "Schedule IX"), "keeps no list"),
    ],
)
def test_a_name_that_leads_nowhere_is_an_error_and_no_answer(
    lists: registry.Registry, ask: Callable[[registry.Registry], object], why: str
) -> None:
    with pytest.raises(registry.QuestionError, match=why):
        ask(lists)


def test_a_folder_without_data_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(registry.NoDataError, match="holds no schedules"):
        registry.load(tmp_path)


def test_files_that_cannot_be_read_are_findings_and_no_answer(tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules" / "registry.toml").write_text("schema = ", encoding="utf-8")
    lists = registry.load(tmp_path)
    assert [finding.file for finding in lists.check(on=DAY).findings] == ["schedules/registry.toml"]
    with pytest.raises(registry.DataError) as error:
        lists.show("fentanyl", on=DAY)
    assert error.value.findings[0].file == "schedules/registry.toml"


def test_a_name_that_the_package_does_not_give_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        registry.nonsense  # noqa: B018


def test_a_structure_is_judged_as_the_command_judges_it(lists: registry.Registry) -> None:
    pytest.importorskip("rdkit")
    shown = _document("classify", "xylazine", "--on", str(DAY))["verdicts"]
    answer = lists.classify("xylazine", on=DAY)
    assert [each["verdict"] for each in shown] == [
        each.verdict for each in answer.verdicts.values()
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_imports_nothing_of_the_tool_but_its_api(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    lines = "".join(
        line if not line.startswith("%") else "\n"
        for cell in cells
        if cell["cell_type"] == "code"
        for line in [*cell["source"], "\n"]
    )
    names: set[str] = set()
    for node in ast.walk(ast.parse(lines)):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    assert "registry" in names
    assert [name for name in names if name.startswith("registry.")] == []
