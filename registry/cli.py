"""The command line: parse, call, print. Commands import what they need when they need it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeVar

import click

from registry import __version__, ids, streams
from registry.finding import QuestionError, on_one_line

if TYPE_CHECKING:
    from pathlib import Path

    from registry.api import Registry
    from registry.finding import Finding
    from registry.record import Record, Substance
    from registry.table import Report
    from registry.view import View

F = TypeVar("F", bound=Callable[..., Any])

PRC_NAMES = {"prc": "cn", "china": "cn"}
FORMATS = ("terminal", "json", "csv", "markdown", "excel")


class CivilDate(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or a usage error with an example."""
        if isinstance(value, date):
            return value
        try:
            return ids.civil_date(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class FilePath(click.ParamType["Path"]):
    """A path. ``pathlib`` costs as much as our own modules together, so it comes on demand."""

    name = "path"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """The path, whether or not there is anything; a usage error if it is empty."""
        from pathlib import Path

        if not str(value):
            self.fail("it is empty (a variable that is not set?); give a path", param, ctx)
        return Path(str(value))


def _today(_ctx: click.Context, _param: click.Parameter, value: date | None) -> date:
    return value or date.today()  # noqa: DTZ011 (a civil date, where the user stands)


ON = click.option("--on", type=CivilDate(), callback=_today, help="The day (default: today).")
KNOWN_ON = click.option(
    "--known-on", type=CivilDate(), help="As the public could know on this day."
)
DATA = click.option("--data", type=FilePath(), help="Data folder (default: the checkout here).")


def _set_color(ctx: click.Context, _param: click.Parameter, value: str) -> None:
    ctx.color = {"always": True, "never": False}.get(value, streams.has_color())


def output(command: F) -> F:
    """``--format``, ``--json``, ``-o`` and ``--color``: where the data go and in which form."""
    options = (
        click.option(
            "--color",
            type=click.Choice(("auto", "always", "never")),
            default="auto",
            expose_value=False,
            callback=_set_color,
            help="Colour in the terminal (auto: not in pipes, not with NO_COLOR).",
        ),
        click.option("-o", "out", type=FilePath(), help="Write to FILE."),
        click.option("--json", "as_json", is_flag=True, help="Same as --format json."),
        click.option("--format", "form", type=click.Choice(FORMATS), help="Output format."),
    )
    for option in options:
        command = option(command)
    return command


class Failure(click.ClickException):
    """Could not run: a clear message on stderr, what was typed escaped; exit code 2."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(on_one_line(line) for line in lines))

    def show(self, file: Any = None) -> None:  # noqa: ANN401 (as click declares it)
        """Print the message alone; some begin with words that other tools look for."""
        click.echo(self.format_message(), err=True, file=file)


# Command -> the module it stands in and its name there.
COMMANDS = {
    "show": ("show", "show"),
    "list": ("show", "list_"),
    "gaps": ("compare", "gaps"),
    "changes": ("compare", "changes"),
    "upcoming": ("compare", "upcoming"),
    "lags": ("compare", "lags"),
    "classify": ("classify", "classify"),
    "verify": ("evidence", "verify"),
    "restate": ("evidence", "restate"),
    "diff": ("diff", "diff"),
    "claims": ("data", "claims"),
    "check": ("data", "check"),
    "explain": ("data", "explain"),
    "review": ("review", "review"),
    "build": ("data", "build"),
    "version": ("data", "version"),
    "site": ("site", "site"),
}


class Commands(click.Group):
    """A group that loads the command called, and answers a mistyped one with the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as click declares it)
        """Every command, in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; a usage error names the nearest one."""
        if cmd_name not in COMMANDS:
            ctx.fail(f'No such command "{cmd_name}".{nearest(cmd_name, COMMANDS)}')
        from importlib import import_module

        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"registry.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; Ctrl-C is one line and exit code 2, as whatever could not run."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Failure("Interrupted.") from None
        except QuestionError as error:
            raise Failure(*error.lines) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="registry", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show a traceback when something unforeseen happens.")
def cli(*, debug: bool) -> None:
    """Which substances the US, the PRC and the UN control, and where the lists differ.

    The registry compares published lists. It is not legal advice.
    """


def run() -> int:
    """Run the command line and give the exit code; no traceback without ``--debug``."""
    streams.speak_utf_8()
    try:
        return _ran()
    except OSError:  # stderr takes nothing: the exit code is all that can be said
        streams.forget(sys.stdout)
        streams.forget(sys.stderr)
        return 2


def _ran() -> int:
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        text = StringIO()
        error.show(file=text)
        is_ours = isinstance(error, Failure)
        shown = text.getvalue().rstrip("\n") if is_ours else streams.usage_error(text.getvalue())
        click.echo(shown, err=True)
        return 2
    except click.Abort:
        return 2
    except BrokenPipeError:
        streams.forget(sys.stdout)
        return 0
    except OSError as error:
        streams.forget(sys.stdout)
        did = "A file could not be used" if error.filename else "The output was not written"
        click.echo(f"{did}: {error}.", err=True)
        return 2
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        click.echo(f"Unforeseen: {error!r}. Run again with --debug and report it.", err=True)
        return 2
    return code if isinstance(code, int) else 0


# what every command does


def data_place(data: Path | None) -> str:
    """The data folder, as a string."""
    from registry import loading

    return loading.find(data).place


def data_root(data: Path | None) -> Path:
    """The data folder."""
    from pathlib import Path

    return Path(data_place(data))


def data_origin(data: Path | None) -> str:
    """Where the data come from, in words."""
    from registry import loading

    return loading.find(data).origin


def is_shipped(data: Path | None) -> bool:
    """Whether the data are those that the tool ships, for the lack of a checkout here."""
    from registry import loading

    return data_origin(data) == loading.AS_SHIPPED


def relative(root: Path, path: Path) -> str:
    """``path`` below the data folder, with slashes, as findings name files."""
    if not os.path.lexists(path):
        raise Failure(f'"{path}" does not exist.')
    there = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
    try:
        return there.relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise Failure(f'"{path}" does not lie below the data folder "{root}".') from error


def load_record(data: Path | None, *, is_evidence: bool = False) -> Record:
    """The record, or the reason why there is none; evidence proves its digest from its content."""
    return opened(data, is_evidence=is_evidence).record


def opened(data: Path | None, *, is_evidence: bool = False) -> Registry:
    """The registry, its files read; evidence proves its digest from its content."""
    from registry import api
    from registry.finding import DataError

    lists = api.load(data, is_evidence=is_evidence or _writes_a_file())
    try:
        lists.record  # noqa: B018 (read here, so that what it says has one place)
    except DataError as error:
        raise unusable(error.findings) from error
    except OSError as error:
        raise Failure(f"The data cannot be read: {error}.") from error
    return lists


def _writes_a_file() -> bool:
    """Whether the command's answer is kept (``-o``): then it is evidence."""
    context = click.get_current_context(silent=True)
    return context is not None and context.params.get("out") is not None


def unusable(findings: list[Finding]) -> Failure:
    """The failure of a command whose data have findings."""
    shown = (str(one) for one in findings[:20])
    return Failure(f"The data cannot be used, {len(findings)} findings:", *shown)


def load_view(data: Path | None, known_on: date | None) -> View:
    """The record as known on a day."""
    from registry.view import View

    return View(load_record(data), known_on)


def jurisdiction(record: Record, typed: str) -> str:
    """The jurisdiction that ``typed`` means, in any case."""
    name = PRC_NAMES.get(typed.casefold(), typed.casefold())
    if name in record.jurisdictions:
        return name
    hint = nearest(name, record.jurisdictions)
    known = ", ".join(record.jurisdictions)
    raise Failure(f'no jurisdiction "{typed}".{hint} The data hold: {known}.')


def nearest(typed: str, known: Iterable[str]) -> str:
    """A hint at the known name nearest to ``typed``, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(typed, list(known), 1)
    return f' Did you mean "{near[0]}"?' if near else ""


def substance(record: Record, typed: str) -> Substance:
    """The substance that ``typed`` means; refused with candidates where it means several."""
    if typed in record.substances:
        return record.substances[typed]
    from registry.naming import unknown
    from registry.resolve import Ambiguous, Index, Match

    found = Index(record).find(typed)
    if isinstance(found, Match):
        if found.by not in {"id", "name"}:
            name = found.substance.name
            click.echo(f'"{on_one_line(typed)}" is the {found.by} of {name}.', err=True)
        return found.substance
    if isinstance(found, Ambiguous):
        names = (f"  {one.id}  {one.name}" for one in found.candidates)
        raise Failure(f'ambiguous "{typed}": give one of these ids', *names)
    raise Failure(*unknown(record, found).split("\n"))


def emit(report: Report, out: Path | None, form: str | None, *, as_json: bool) -> None:
    """Print the report, or write it to ``out`` and say so."""
    from registry import report as formats

    name = "json" if as_json else form
    if out is not None:
        name = name or formats.by_suffix(out.suffix)
        if name is None:
            known = ", ".join(one for each in formats.FORMATS.values() for one in each)
            raise Failure(f'"{out}" has no suffix that picks a format; known are {known}.')
        save(out, formats.render(report, name))
        return
    name = name or "terminal"
    if name in formats.BINARY:
        raise Failure(f"The format {name} is no text; write it with -o FILE.")
    context = click.get_current_context(silent=True)
    report = report._replace(color=bool(context and context.color))
    sys.stdout.buffer.write(formats.render(report, name))
    sys.stdout.flush()


def save(out: Path, content: bytes) -> None:
    """Write ``content`` to ``out`` and say so."""
    _write(out, content)
    click.echo(f"Wrote {on_one_line(str(out))}.", err=True)


def _write(out: Path, content: bytes) -> None:
    from registry.files import write

    try:
        write(out, content)
    except OSError as error:
        raise Failure(f'"{out}" was not written: {error}.') from error


def write_text(text: str, out: Path | None) -> None:
    """Print ``text``, or write it to ``out`` and say so."""
    if out is None:
        click.echo(text, nl=False)
        return
    _write(out, text.encode())
    click.echo(f"Wrote {on_one_line(str(out))}.", err=True)


def command_line(*parts: str | None, on: date, known_on: date | None) -> str:
    """The command as a report prints it: every option that decides the rows, no path."""
    known = f" --known-on {known_on}" if known_on else ""
    return " ".join(part for part in ("registry", *parts) if part) + f" --on {on}{known}"


NOT_ADVICE = "A comparison of published lists, not legal advice."


def titled(what: str, on: date, known_on: date | None, version: str) -> str:
    """The title of a report: what it shows, the day it answers for, the data."""
    return f"{what} on {on}{as_known(known_on)} (data {version})"


def as_known(known_on: date | None) -> str:
    """What a title says of ``--known-on``."""
    return f", as known on {known_on}" if known_on else ""
