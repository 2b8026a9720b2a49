"""The command line: its commands, and how it ends. What a command is stands in its contract."""

from __future__ import annotations

import sys
from io import StringIO
from typing import Any

import click

from registry import __version__
from registry.cli import streams
from registry.law.finding import DataError, QuestionError, nearest, on_one_line


class Failure(click.ClickException):
    """Could not run: a clear message on stderr, what was typed escaped; exit code 2."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(on_one_line(line) for line in lines))

    def show(self, file: Any = None) -> None:  # noqa: ANN401 (as click declares it)
        """Print the message alone; some begin with words that other tools look for."""
        click.echo(self.format_message(), err=True, file=file)


# What a person wants, and the commands for it, in the order of the help.
GROUPS = {
    "Ask": ("show", "list", "gaps", "changes", "upcoming", "lags", "classify", "explain"),
    "Report": ("site", "verify", "restate", "diff", "claims", "version"),
    "Guard the data": ("check", "review", "build"),
}
EXAMPLES = """\
registry show xylazine
registry list us --schedule II
registry gaps us cn --family nitazenes
registry gaps us cn -o gaps.xlsx
registry check"""
# Command -> the module it stands in and its name there.
COMMANDS = {
    "show": ("show", "show"),
    "list": ("show", "list_"),
    "gaps": ("compare", "gaps"),
    "changes": ("compare", "changes"),
    "upcoming": ("compare", "upcoming"),
    "lags": ("compare", "lags"),
    "classify": ("show", "classify"),
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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in groups, then examples."""
        for title, names in GROUPS.items():
            commands = ((name, self.get_command(ctx, name)) for name in names)
            with formatter.section(title):
                formatter.write_dl(
                    [(name, each.get_short_help_str(200)) for name, each in commands if each]
                )
        with formatter.section("Examples"):
            for line in EXAMPLES.splitlines():
                formatter.write_text(line)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; a usage error names the nearest one."""
        if cmd_name not in COMMANDS:
            ctx.fail(f'No such command "{cmd_name}".{nearest(cmd_name, COMMANDS)}')
        from importlib import import_module

        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"registry.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; Ctrl-C is one line and exit code 2, as whatever could not run."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Failure("Interrupted.") from None
        except QuestionError as error:
            raise Failure(*error.lines) from error
        except DataError as error:
            count = len(error.findings)
            noun = "finding" if count == 1 else "findings"
            first = f"The data cannot be used, {count} {noun}:"
            raise Failure(first, *(str(finding) for finding in error.findings[:20])) from error


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
        if isinstance(error.__context__, KeyboardInterrupt):  # openpyxl makes a TypeError of it
            raise KeyboardInterrupt from None
        if "--debug" in sys.argv:
            raise
        click.echo(f"Unforeseen: {error!r}. Run again with --debug and report it.", err=True)
        return 2
    return code if isinstance(code, int) else 0
