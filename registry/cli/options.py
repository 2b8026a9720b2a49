"""The options that commands share, and the types of what is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from registry.cli import streams
from registry.law import dates

if TYPE_CHECKING:
    from pathlib import Path


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
            return dates.civil_date(str(value))
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


def today(_ctx: click.Context, _param: click.Parameter, value: date | None) -> date:
    """The day that was given, else today."""
    from registry import api

    return value or api.today()


def _set_color(ctx: click.Context, _param: click.Parameter, value: str) -> None:
    ctx.color = {"always": True, "never": False}.get(value, streams.has_color())


Option = Callable[[Callable[..., Any]], Callable[..., Any]]
ON = click.option("--on", type=CivilDate(), callback=today, help="The day (default: today).")
KNOWN_ON = click.option(
    "--known-on", type=CivilDate(), help="As the public could know on this day."
)
DATA = click.option("--data", type=FilePath(), help="Data folder (default: the checkout here).")
OUT = click.option("-o", "out", type=FilePath(), help="Write to FILE.")
JSON = click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
FAMILY = click.option("--family", multiple=True, help="Only this family (any number of times).")
KIND = click.option("--kind", multiple=True, help="Only rows of this kind.")
REGIME = click.option("--regime", multiple=True, help="Only this regime, say precursor.")
SCHEDULE = click.option("--schedule", multiple=True, help="Only this list: schedule-2, II, 2.")
FILTERS = (FAMILY, KIND, REGIME, SCHEDULE)
NO_PAGER = click.option(
    "--no-pager",
    is_flag=True,
    help="Never page; else $PAGER shows what a terminal has no room for.",
)
COLOR = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    expose_value=False,
    callback=_set_color,
    help="Colour in the terminal (auto: not in pipes, not with NO_COLOR).",
)
