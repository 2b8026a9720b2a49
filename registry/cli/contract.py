"""What all commands have in common: how they are asked, what they open, how they answer.

A command is a function from an ``Asked`` and its own arguments to an ``Outcome`` (or to the report
alone). ``command`` brings the options, calls it, and writes what it gives.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Union

import click

from registry.cli import streams
from registry.cli.options import COLOR, DATA, JSON, NO_PAGER, OUT, Option
from registry.law.finding import QuestionError, on_one_line
from registry.report import formats

if TYPE_CHECKING:
    from pathlib import Path

    from registry import Change, Registry, Reply, View
    from registry.api.filters import Filter
    from registry.api.replies import Results
    from registry.report.table import Report, Table

# A report, or the text of each format.
Content = Union["Report", Callable[[str], str]]
NOT_ADVICE: Final = "A comparison of published lists, not legal advice."


class Asked:
    """The options that commands share, and the registry that they ask."""

    def __init__(self, contents: tuple[str, ...], given: dict[str, Any]) -> None:
        self.contents = contents
        self.on: date = given.pop("on", date.min)  # a command without --on never asks for it
        self.known_on: date | None = given.pop("known_on", None)
        self.data: Path | None = given.pop("data", None)
        self.out: Path | None = given.pop("out", None)
        self.form: str | None = given.pop("form", None)
        self.filter = {
            name: given.pop(name, ()) for name in ("family", "kind", "regime", "schedule")
        }
        self.is_paged = not given.pop("no_pager", True)
        if given.pop("as_json", False):
            self.form = "json"

    @cached_property
    def format(self) -> str:
        """The format: as named, as the file's suffix picks, else the one for a terminal."""
        if self.form is not None:
            return self.form
        if self.out is None:
            return formats.names(*self.contents)[0]
        name = formats.by_suffix(self.out.suffix, *self.contents)
        if name is None:
            takes = (formats.FORMATS[each] for each in formats.names(*self.contents))
            known = ", ".join(suffix for each in takes for suffix in each.suffixes)
            raise QuestionError(
                f'"{self.out}" has no suffix that picks a format; known are {known}.'
            )
        return name

    @cached_property
    def lists(self) -> Registry:
        """The registry, its files read. An answer that is kept (``-o``) is evidence."""
        return opened(self.data, is_evidence=self.out is not None)

    @property
    def view(self) -> View:
        """The record as known on ``known_on``, as tables take it."""
        return self.lists.view(self.known_on)

    def wanted(self, laws: Iterable[str], kinds: Iterable[str] = ()) -> Filter:
        """The rows that the filters ask for, of lists of ``laws``."""
        from registry.api.filters import Filter, wanted

        return wanted(self.lists.record, laws, Filter(**self.filter), kinds)

    def narrowed(self, changes: Results[Change], places: Iterable[str]) -> Results[Change]:
        """The changes that the filters ask for; all where there is no filter."""
        if not any(self.filter.values()):
            return changes
        from registry.api.filters import of_change
        from registry.report.glossary import GLOSSARY

        record = self.lists.record
        laws = [self.lists.jurisdiction(each).id for each in places] or record.jurisdictions
        only = self.wanted(laws, GLOSSARY["change kind"])
        return changes.only(only, lambda row: of_change(record, row))

    def titled(self, what: str) -> str:
        """The title of a report: what it shows, the day it answers for, the data."""
        return f"{what} on {self.on}{self.as_known} (data {self.lists.record.version})"

    @property
    def as_known(self) -> str:
        """What a title says of ``--known-on``."""
        return f", as known on {self.known_on}" if self.known_on else ""

    def report(
        self,
        title: str,
        reply: Reply,
        tables: Callable[[], tuple[Table, ...]],
        main: str,
        notes: tuple[str, ...] = (),
    ) -> Report:
        """The report of an answer: its document, its tables, what a reader of it must know."""
        from registry.report.table import Report

        return Report(title, reply.document, tables, main, (*notes, *reply.notes, NOT_ADVICE))


class Outcome(NamedTuple):
    """What a command gives: the content, and what follows when it is written.

    A content that is no report gives the text of a format. ``beside`` is printed where the report
    goes to a file. ``failure`` says why the exit code is 2 all the same.
    """

    content: Content
    code: int = 0
    failure: QuestionError | None = None
    beside: Callable[[], Report] | None = None


def judged(
    report: Report, reply: Reply, beside: Callable[[], Report] | None = None, *, is_any: bool
) -> Outcome:
    """The outcome where the exit code says whether there is anything: 1 if so.

    It must not say "nothing" where an act could not be applied: then the exit code is 2.
    """
    names = ", ".join(dict.fromkeys(each.act for each in reply.unapplied))
    why = f"Acts that could not be applied: {names}. Run `registry check`."
    return Outcome(report, int(is_any), QuestionError(why) if names else None, beside)


def command(
    *options: Option, contents: tuple[str, ...] = (formats.REPORT,), name: str | None = None
) -> Callable[[Callable[..., Outcome | Report]], click.Command]:
    """Make a command of a function: the shared options, its own after them, and what it answers."""
    form = click.option(
        "--format", "form", type=click.Choice(formats.names(*contents)), help="Output format."
    )
    color = (COLOR, NO_PAGER) if formats.REPORT in contents else ()
    shared = (*options, DATA, form, JSON, OUT, *color)

    def made(function: Callable[..., Outcome | Report]) -> click.Command:
        @wraps(function)
        def run(**given: Any) -> None:  # noqa: ANN401 (click gives each option by its name)
            asked = Asked(contents, given)
            result = function(asked, **given)
            finish(asked, result if isinstance(result, Outcome) else Outcome(result))

        own = getattr(function, "__click_params__", [])
        run.__click_params__ = []  # type: ignore[attr-defined]
        wrapped: Callable[..., Any] = run
        for option in reversed(shared):
            wrapped = option(wrapped)
        run.__click_params__ += own  # type: ignore[attr-defined]
        return click.command(name)(wrapped)

    return made


def finish(asked: Asked, outcome: Outcome) -> None:
    """Print the answer, or write it to a file and say so; then end with its exit code."""
    if asked.out is None:
        _print(outcome.content, asked.format, is_paged=asked.is_paged)
    else:
        write(asked.out, b"".join(_pieces(outcome.content, asked.format)))
        click.echo(f"Wrote {on_one_line(str(asked.out))}.", err=True)
        if outcome.beside is not None:
            _print(outcome.beside(), "terminal")
    if outcome.failure is not None:
        raise outcome.failure
    if outcome.code:
        raise click.exceptions.Exit(outcome.code)


def _print(content: Content, name: str, *, is_paged: bool = False) -> None:
    if formats.FORMATS[name].binary:
        raise QuestionError(f"The format {name} is no text; write it with -o FILE.")
    if not callable(content):
        context = click.get_current_context(silent=True)
        content = content._replace(color=bool(context and context.color))
    if is_paged and name == "terminal" and streams.has_pager():
        streams.page(b"".join(_pieces(content, name)).decode())
        return
    for piece in _pieces(content, name):
        sys.stdout.buffer.write(piece)
    sys.stdout.flush()


def _pieces(content: Content, name: str) -> Iterable[bytes]:
    """The content in a format; bytes of a path that are no UTF-8 are escaped, as on stdout."""
    if callable(content):
        return (content(name).encode(errors="backslashreplace"),)
    return formats.pieces(content, name)


def write(out: Path, content: bytes) -> None:
    """Write ``content`` to ``out``, whole or not at all."""
    from registry.law import files

    try:
        files.write(out, content)
    except OSError as error:
        raise QuestionError(f'"{out}" was not written: {error}.') from error


def opened(data: Path | None, *, is_evidence: bool = False) -> Registry:
    """The registry of a data folder, its files read; evidence proves its digest."""
    from registry import api

    lists = api.load(data, is_evidence=is_evidence)
    try:
        lists.record  # noqa: B018 (read here, so that what it says has one place)
    except OSError as error:
        raise QuestionError(f"The data cannot be read: {error}.") from error
    return lists
