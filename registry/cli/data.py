"""The data themselves: checks, generated files, claims, versions."""

from __future__ import annotations

import os
import re
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from registry.cli.contract import Asked, Outcome, command, opened, write
from registry.cli.options import DATA, ON, FilePath
from registry.law.finding import QuestionError, nearest, on_one_line
from registry.report.formats import FINDINGS
from registry.report.table import Report

if TYPE_CHECKING:
    from pathlib import Path

    from registry.api import Registry


CODE = re.compile("[A-Za-z]+[0-9]+")  # of a finding, as typed
SHIPPED = click.option(
    "--shipped", is_flag=True, help="Outside of a checkout take the data that the tool ships."
)


@command(ON, contents=(FINDINGS,))
@click.argument("paths", nargs=-1, type=FilePath())
@click.option(
    "--everywhere",
    is_flag=True,
    help="Report on all files; exceptions hold outside PATHS. Computes every verdict anew.",
)
@SHIPPED
def check(asked: Asked, *, paths: tuple[Path, ...], everywhere: bool, shipped: bool) -> Outcome:
    """Lint the data, or only PATHS, where no exception holds.

    What RDKit has answered before about the same structure, text and rule is not asked again; with
    --everywhere, under CI, and in `registry build` it is.

    Exit 1 if there is any finding above a note.
    """
    lists = _checkout(asked.data, shipped=shipped)
    only = sorted({relative(lists.root, path) for path in paths})
    judgement = lists.check(*only, on=asked.on, everywhere=everywhere)

    def text(form: str) -> str:
        from registry.report.formats import findings

        if form in {"github", "sarif"}:
            from registry.cli.review import findings_as

            return findings_as(judgement.findings, form, lists.root)
        render = findings.as_json if form == "json" else findings.as_text
        return render(judgement.findings, judgement.excepted)

    return Outcome(text, int(any(finding.severity != "note" for finding in judgement.findings)))


def relative(root: Path, path: Path) -> str:
    """``path`` below the data folder, with slashes, as findings name files."""
    if not os.path.lexists(path):
        raise QuestionError(f'"{path}" does not exist.')
    there = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
    try:
        return there.relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise QuestionError(f'"{path}" does not lie below the data folder "{root}".') from error


@click.command()
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
def explain(*, words: tuple[str, ...]) -> None:
    """What WORD of an answer, or the code of a finding, means; a code also how to mend it.

    Words are those of statuses, gaps, bases, evidence, days, marks, levels and changes.
    """
    from registry import explain as meaning
    from registry.report import glossary

    word = " ".join(words)
    lines = glossary.meanings(word)
    if not lines and not CODE.fullmatch(word):
        known = glossary.words()
        raise QuestionError(
            f'no word "{word}".{nearest(word.casefold(), known)}',
            *wrap(
                f"Words: {', '.join(known)}; and the codes of findings, say DAT101.",
                width=80,
                break_on_hyphens=False,
            ),
        )
    click.echo("\n".join(lines or [f"{word.upper()}  {meaning(word)}"]))


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if stale.")
@DATA
@SHIPPED
def build(*, only_check: bool, data: Path | None, shipped: bool) -> None:
    """Rewrite everything generated, or verify with --check that it is fresh.

    Without RDKit classes/coverage.csv is left alone and said so; the rest decides, as in check.
    """
    lists = _checkout(data, shipped=shipped)
    root, generated = lists.root, lists.generated()
    stale = [
        (root / name, content)
        for name, content in generated.files.items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    ]
    for path, content in stale:
        verb = "Stale" if only_check else "Wrote"
        click.echo(f"{verb} {on_one_line(str(path))}", err=True)
        if not only_check:
            write(path, content)
    if generated.absent is not None:
        verb = "compared" if only_check else "rebuilt"
        click.echo(f"Not {verb}: {generated.absent}.", err=True)
    if only_check and stale:
        raise click.exceptions.Exit(1)


def _checkout(data: Path | None, *, shipped: bool) -> Registry:
    """The data; the tool's own only where asked: they would pass for what is here."""
    from registry import api
    from registry.law.loading import NO_CHECKOUT

    lists = api.load(data)
    if lists.is_shipped:
        if not shipped:
            raise QuestionError(f"No data: {NO_CHECKOUT}, or --shipped for those of the tool.")
        click.echo("No checkout here or above: the data are those shipped with the tool.", err=True)
    return lists


@command()
def claims(asked: Asked) -> Report:
    """The source documents' claims and what answers them."""
    from registry.report.columns.lists import claim_table

    document = asked.lists.claims().document
    return Report(
        "Claims of the source documents",
        document,
        lambda: (claim_table(document()),),
        main="Claims",
    )


@command()
@click.option("--verbose", is_flag=True, help="Lists, their reach and the evidence too.")
def version(asked: Asked, *, verbose: bool) -> Report:
    """Versions of tool and data, the data's digest and origin."""
    from registry.report.columns.version import report

    lists = opened(asked.data, is_evidence=verbose or asked.out is not None)
    return report(lists.record, lists.origin, verbose=verbose)
