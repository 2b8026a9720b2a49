"""The data themselves: checks, generated files, claims, versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from registry.cli import (
    DATA,
    ON,
    Failure,
    FilePath,
    data_origin,
    data_root,
    emit,
    is_shipped,
    load_record,
    nearest,
    output,
    relative,
    unusable,
)
from registry.finding import on_one_line

if TYPE_CHECKING:
    from pathlib import Path


CHECK_FORMATS = ("text", "json", "github", "sarif")
SHIPPED = click.option(
    "--shipped", is_flag=True, help="Outside of a checkout take the data that the tool ships."
)


@click.command()
@click.argument("paths", nargs=-1, type=FilePath())
@click.option("--format", "form", type=click.Choice(CHECK_FORMATS), default="text")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option(
    "--everywhere", is_flag=True, help="Report on all files; exceptions hold outside PATHS."
)
@ON
@DATA
@SHIPPED
def check(
    *,
    paths: tuple[Path, ...],
    form: str,
    as_json: bool,
    everywhere: bool,
    on: date,
    data: Path | None,
    shipped: bool,
) -> None:
    """Lint the data, or only PATHS, where no exception holds.

    Exit 1 if there is any finding above a note.
    """
    from registry import check as checks
    from registry.report import findings

    root = _checkout(data, shipped=shipped)
    only = frozenset(relative(root, path) for path in paths)
    found, excepted = checks.judge(root, on, only, everywhere=everywhere)
    if form in {"github", "sarif"} and not as_json:
        from registry.commands.review import findings_as

        text = findings_as(found, form, root)
    else:
        render = findings.as_json if as_json or form == "json" else findings.as_text
        text = render(found, excepted)
    click.echo(text, nl=False)
    if any(one.severity != "note" for one in found):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("code")
def explain(*, code: str) -> None:
    """What a finding's CODE means and how to mend it."""
    from registry import check as checks

    text = checks.explain(code.upper())
    if text is None:
        known = ", ".join(checks.CATALOGUE)
        raise Failure(f'no code "{code}".{nearest(code.upper(), checks.CATALOGUE)} Known: {known}.')
    click.echo(f"{code.upper()}  {text}")


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if stale.")
@DATA
@SHIPPED
def build(*, only_check: bool, data: Path | None, shipped: bool) -> None:
    """Rewrite everything generated, or verify with --check that it is fresh.

    Without RDKit classes/coverage.csv is left alone and said so; the rest decides, as in check.
    """
    root = _checkout(data, shipped=shipped)
    wanted, absent = _wanted(root)
    stale = [
        (root / name, content)
        for name, content in wanted.items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    ]
    for path, content in stale:
        verb = "Stale" if only_check else "Wrote"
        click.echo(f"{verb} {on_one_line(str(path))}", err=True)
        if not only_check:
            _write(path, content)
    if absent is not None:
        verb = "compared" if only_check else "rebuilt"
        click.echo(f"Not {verb}: {absent}.", err=True)
    if only_check and stale:
        raise click.exceptions.Exit(1)


def _checkout(data: Path | None, *, shipped: bool) -> Path:
    """The data folder; the tool's own data only where asked: they would pass for what is here."""
    from registry import loading

    root = data_root(data)
    if is_shipped(data):
        if not shipped:
            raise Failure(f"No data: {loading.NO_CHECKOUT}, or --shipped for those of the tool.")
        click.echo("No checkout here or above: the data are those shipped with the tool.", err=True)
    return root


def _wanted(root: Path) -> tuple[dict[str, bytes], str | None]:
    """Every generated file as it should be, and why one could not be made, if so.

    What an earlier build left is not read: a broken file must not stand in its own way.
    """
    from registry import judged, loading
    from registry.build import NoChemError, outputs, verdicts

    files = {name: one for name, one in loading.read_files(root).items() if name != judged.FILE}
    record, findings = loading.read(files)
    if findings:
        raise unusable(findings)
    wanted = outputs(record)
    try:
        if (table := verdicts(record, files)) is not None:
            wanted[judged.FILE] = table
    except NoChemError as error:
        return wanted, str(error)
    except ValueError as error:
        raise Failure(f"A class rule cannot be used: {error}. Run `registry check`.") from error
    return wanted, None


def _write(path: Path, content: bytes) -> None:
    from registry.files import write

    try:
        write(path, content)
    except OSError as error:
        raise Failure(f'"{path}" was not written: {error}.') from error


@click.command()
@DATA
@output
def claims(*, data: Path | None, out: Path | None, form: str | None, as_json: bool) -> None:
    """The source documents' claims and what answers them."""
    from registry import documents
    from registry.table import Report
    from registry.tables.lists import claim_table

    record = load_record(data)
    report = Report(
        "Claims of the source documents",
        lambda: documents.claims(record, record.seeds),
        lambda: (claim_table(record.seeds),),
        main="Claims",
    )
    emit(report, out, form, as_json=as_json)


@click.command()
@click.option("--verbose", is_flag=True, help="Lists, their reach and the evidence too.")
@DATA
@output
def version(
    *, verbose: bool, data: Path | None, out: Path | None, form: str | None, as_json: bool
) -> None:
    """Versions of tool and data, the data's digest and origin."""
    from registry.tables.version import report

    record = load_record(data, is_evidence=verbose)
    emit(report(record, data_origin(data), verbose=verbose), out, form, as_json=as_json)
