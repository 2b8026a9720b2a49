"""The review of a change: what the working tree does to the law as a git revision records it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from registry import __version__
from registry.cli.contract import Asked, Outcome, command
from registry.cli.options import ON
from registry.law.finding import QuestionError, on_one_line
from registry.report.formats import REVIEW

if TYPE_CHECKING:
    from pathlib import Path

    from registry.law.finding import Finding


@command(ON, contents=(REVIEW,))
@click.argument("base")
@click.option("--fields", is_flag=True, help="Explain field by field what is written otherwise.")
def review(asked: Asked, *, base: str, fields: bool) -> Outcome:
    """What the working tree's data do to the law as the git revision BASE records it.

    Exit 1 if the past is rewritten, an answer differs that no row explains, or there is any finding
    above a note; 2 if it could not run.
    """
    from registry import api
    from registry.audit.review import failed
    from registry.law.sources.git import RevisionError, prefix

    lists = api.load(asked.data)
    try:
        document, below = lists.review(base, on=asked.on, fields=fields), prefix(lists.root)
    except RevisionError as error:
        document, below = failed(on_one_line(base), asked.on, on_one_line(str(error))), ""
    failure = None
    if document["status"] == "error":
        failure = QuestionError(f"The review could not run: {document['error']}.")
    return Outcome(
        lambda form: rendered(document, form, below), int(document["status"] == "findings"), failure
    )


def rendered(document: dict[str, Any], form: str, below: str) -> str:
    """The document in one of the formats; ``below`` is the data folder in the repository."""
    from registry.report.formats import comment, review

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
    from registry.audit.review import as_findings
    from registry.report.formats import github

    found = as_findings(document)
    error = f"The review could not run: {document['error']}." if "error" in document else None
    said = github.message("error", error) if error and form == "github" else ""
    return said + _shown(found, form, below, error)


def findings_as(found: Sequence[Finding], form: str, root: Path) -> str:
    """Findings at their lines; a data folder outside of any checkout is its own top."""
    from registry.law.sources.git import RevisionError, prefix

    try:
        below = prefix(root)
    except RevisionError:
        below = ""
    return _shown(found, form, below, None)


def _shown(found: Sequence[Finding], form: str, below: str, error: str | None) -> str:
    from registry.audit.check import CATALOGUE
    from registry.report.formats import github, sarif

    if form == "github":
        return github.render(found, below)
    codes = [
        sarif.Code(each.code, each.severity, each.title, each.text) for each in CATALOGUE.values()
    ]
    return sarif.render(found, codes, __version__, prefix=below, failed=error)
