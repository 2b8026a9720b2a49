"""What all commands have in common: how they are asked, what they open, how they answer.

A command is a function from an ``Asked`` and its own arguments to an ``Answer`` (or to the report
alone). ``command`` brings the options, calls it, and writes what it gives.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from registry.cli.options import COLOR, DATA, JSON, OUT, Option
from registry.law.finding import QuestionError, on_one_line
from registry.report import formats

if TYPE_CHECKING:
    from pathlib import Path

    from registry.api import Registry
    from registry.engine.resolve.answer import Resolved
    from registry.engine.view import View
    from registry.report.table import Report

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

    @cached_property
    def view(self) -> View:
        """The record as known on ``known_on``."""
        return self.lists.view(self.known_on)

    def law(self, typed: str) -> str:
        """The id of the jurisdiction that ``typed`` means."""
        return self.lists.jurisdiction(typed).id

    def laws(self, typed: Iterable[str]) -> list[str]:
        """The ids of the jurisdictions named, each once."""
        return list(dict.fromkeys(self.law(each) for each in typed))

    def meant(self, typed: str) -> Resolved:
        """What ``typed`` means; stderr says by what, where it is no id and no name."""
        from registry.engine.naming import meant
        from registry.engine.resolve.answer import EXACT, Resolved

        if typed in self.lists.record.substances:
            return Resolved(typed, "substance", typed, EXACT)
        answer = meant(self.lists.resolver, typed)
        if answer.words:
            click.echo(f'"{on_one_line(typed)}" is {answer.words}.', err=True)
        return answer

    def titled(self, what: str) -> str:
        """The title of a report: what it shows, the day it answers for, the data."""
        return f"{what} on {self.on}{self.as_known} (data {self.lists.record.version})"

    @property
    def as_known(self) -> str:
        """What a title says of ``--known-on``."""
        return f", as known on {self.known_on}" if self.known_on else ""


class Answer(NamedTuple):
    """What a command gives: the content, and what follows when it is written.

    A content that is no report gives the text of a format. ``beside`` is printed where the report
    goes to a file. ``failure`` says why the exit code is 2 all the same.
    """

    content: Report | Callable[[str], str]
    code: int = 0
    failure: QuestionError | None = None
    beside: Callable[[], Report] | None = None


def command(
    *options: Option, contents: tuple[str, ...] = (formats.REPORT,), name: str | None = None
) -> Callable[[Callable[..., Answer | Report]], click.Command]:
    """Make a command of a function: the shared options, its own after them, and what it answers."""
    form = click.option(
        "--format", "form", type=click.Choice(formats.names(*contents)), help="Output format."
    )
    color = (COLOR,) if formats.REPORT in contents else ()
    shared = (*options, DATA, form, JSON, OUT, *color)

    def made(function: Callable[..., Answer | Report]) -> click.Command:
        @wraps(function)
        def run(**given: Any) -> None:  # noqa: ANN401 (click gives each option by its name)
            asked = Asked(contents, given)
            answer = function(asked, **given)
            finish(asked, answer if isinstance(answer, Answer) else Answer(answer))

        own = getattr(function, "__click_params__", [])
        run.__click_params__ = []  # type: ignore[attr-defined]
        wrapped: Callable[..., Any] = run
        for option in reversed(shared):
            wrapped = option(wrapped)
        run.__click_params__ += own  # type: ignore[attr-defined]
        return click.command(name)(wrapped)

    return made


def finish(asked: Asked, answer: Answer) -> None:
    """Write the answer, then end with its exit code."""
    if callable(answer.content):
        write_text(answer.content(asked.format), asked.out)
    else:
        _emit(answer.content, asked.out, asked.format)
    if asked.out is not None and answer.beside is not None:
        _emit(answer.beside(), None, "terminal")
    if answer.failure is not None:
        raise answer.failure
    if answer.code:
        raise click.exceptions.Exit(answer.code)


def _emit(content: Report, out: Path | None, name: str) -> None:
    """Print the report, or write it to ``out`` and say so."""
    if out is not None:
        save(out, formats.render(content, name))
        return
    if formats.FORMATS[name].binary:
        raise QuestionError(f"The format {name} is no text; write it with -o FILE.")
    context = click.get_current_context(silent=True)
    content = content._replace(color=bool(context and context.color))
    for piece in formats.pieces(content, name):
        sys.stdout.buffer.write(piece)
    sys.stdout.flush()


def write_text(text: str, out: Path | None) -> None:
    """Print ``text``, or write it to ``out`` and say so."""
    if out is None:
        click.echo(text, nl=False)
    else:
        save(out, text.encode())


def save(out: Path, content: bytes) -> None:
    """Write ``content`` to ``out`` and say so."""
    write(out, content)
    click.echo(f"Wrote {on_one_line(str(out))}.", err=True)


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
