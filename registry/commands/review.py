"""The review of a change: what the working tree does to the law as a git revision records it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from registry import __version__
from registry.cli import DATA, ON, Failure, FilePath, data_root, is_shipped, write_text
from registry.finding import on_one_line

if TYPE_CHECKING:
    from pathlib import Path

    from registry.finding import Finding

FORMATS = ("text", "json", "markdown", "github", "sarif")
SUFFIXES = {".txt": "text", ".json": "json", ".md": "markdown", ".sarif": "sarif"}


@click.command()
@click.argument("base")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Output format.")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@click.option("-o", "out", type=FilePath(), help="Write to FILE.")
@ON
@DATA
def review(
    *, base: str, form: str | None, as_json: bool, out: Path | None, on: date, data: Path | None
) -> None:
    """What the working tree's data do to the law as the git revision BASE records it.

    Exit 1 if the past is rewritten, an answer differs that no row explains, or there is any finding
    above a note; 2 if it could not run.
    """
    from registry import loading
    from registry.guard import failed, guard
    from registry.revision import RevisionError, prefix

    name = "json" if as_json else form or (SUFFIXES.get(out.suffix.lower()) if out else "text")
    if name is None:
        raise Failure(
            f'"{out}" has no suffix that picks a format; known are {", ".join(SUFFIXES)}.'
        )
    root, typed = data_root(data), on_one_line(base)
    try:
        document = (
            failed(typed, on, loading.NO_CHECKOUT) if is_shipped(data) else guard(root, base, on)
        )
    except RevisionError as error:
        document = failed(typed, on, on_one_line(str(error)))
    below = "" if document["status"] == "error" else prefix(root)
    write_text(rendered(document, name, below), out)
    if document["status"] == "error":
        raise Failure(f"The review could not run: {document['error']}.")
    if document["status"] == "findings":
        raise click.exceptions.Exit(1)


def rendered(document: dict[str, Any], form: str, below: str) -> str:
    """The document in one of the formats; ``below`` is the data folder in the repository."""
    from registry.report import comment, review

    if form == "json":
        import json

        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        return comment.as_comment(document)
    if form == "text":
        return review.as_text(document)
    return annotated(document, form, below)


def annotated(document: dict[str, Any], form: str, below: str) -> str:
    """Findings and rewrites for the formats that show findings at their lines."""
    from registry.finding import Finding
    from registry.guard.rows import rewritten, unexplained
    from registry.report import github

    found = [rewritten(row) for row in document["rewrites"]]
    found += [unexplained(row) for row in document["unexplained"]]
    found += [Finding(**row) for row in document["findings"]]
    error = f"The review could not run: {document['error']}." if "error" in document else None
    said = github.message("error", error) if error and form == "github" else ""
    return said + _shown(found, form, below, error)


def findings_as(found: Sequence[Finding], form: str, root: Path) -> str:
    """Findings at their lines; a data folder outside of any checkout is its own top."""
    from registry.revision import RevisionError, prefix

    try:
        below = prefix(root)
    except RevisionError:
        below = ""
    return _shown(found, form, below, None)


def _shown(found: Sequence[Finding], form: str, below: str, error: str | None) -> str:
    from registry.check import CATALOGUE
    from registry.report import github, sarif

    if form == "github":
        return github.render(found, below)
    rules = [sarif.Rule(one.code, one.severity, one.title, one.text) for one in CATALOGUE.values()]
    return sarif.render(found, rules, __version__, prefix=below, failed=error)
