"""Generated files: none is missing, stale or left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final

from registry.audit.build import NoChemError, judged_by, paths
from registry.audit.check.catalogue import Complaint, Context, check
from registry.law import layout
from registry.law.csvfile import records
from registry.law.sources import UnreadableError

KEY: Final = ("act", "jurisdiction", "schedule", "line", "since", "substance", "class", "text")
SHOWN: Final = 5

Keyed = dict[str, dict[str, str]]


@check("GEN101", "error", whole=True)
def missing(context: Context) -> Iterator[Complaint]:
    """A generated file is missing.

    consolidated.csv shows every listing ever, so that a reviewer sees in the pull request what an
    act does; acts.csv every act, so that none is lost unseen. They stand beside the acts of every
    jurisdiction.

    Remedy: Run `registry build` and commit what it writes.
    """
    for file in paths(context.record):
        if not isinstance(context.files.get(file), bytes):
            yield Complaint(file, "The generated file is missing.", line=1)


@check("GEN102", "error", whole=True)
def stale(context: Context) -> Iterator[Complaint]:
    """A generated file is not what the record says now.

    The acts were edited and the file was not written anew, or the file was edited by hand.

    Remedy: Run `registry build`, look at what changed, and commit it with the acts.
    """
    for file, wanted in _outputs(context).items():
        written = context.files.get(file)
        if isinstance(written, bytes) and _lines(written) != _lines(wanted):
            yield Complaint(file, _differences(written, wanted), line=1)


@check("GEN104", "error", whole=True)
def stale_verdicts(context: Context) -> Iterator[Complaint]:
    """The verdicts of the class rules are not what the rules say now.

    classes/coverage.csv holds what every class text says of the registry's substances; the
    everyday commands read it. A text, a rule or a structure was edited and the file was not
    written anew, or it is missing.

    Remedy: Run `registry build`, look at what changed, and commit it with the edit.
    """
    try:
        wanted = judged_by(context.rules(), context.view, context.memo)
    except (NoChemError, ValueError):  # GEN105 and CLS105 say so
        return
    written = context.files.get(layout.COVERAGE)
    if what := _verdict_fault(written if isinstance(written, bytes) else None, wanted):
        yield Complaint(layout.COVERAGE, what, line=1)


@check("GEN105", "note", whole=True)
def verdicts_not_compared(context: Context) -> Iterator[Complaint]:
    """The verdicts of the class rules were not compared: RDKit is not there.

    Whether classes/coverage.csv is fresh is not known here; nothing else depends on RDKit.

    Remedy: Install cs-registry[chem] and check again.
    """
    has_rules = any(text.rule for text in context.rules().values())
    if has_rules and find_spec("rdkit") is None:
        yield Complaint(layout.COVERAGE, "The file was not compared with the rules.", line=1)


@check("GEN103", "error", whole=True)
def orphaned(context: Context) -> Iterator[Complaint]:
    """A generated file that belongs to nothing.

    A consolidated.csv or acts.csv in a folder that is no jurisdiction is a leftover, or the
    schedules.toml of the jurisdiction is missing.

    Remedy: Delete the file, or write schedules.toml beside it.
    """
    for file in context.files:
        kind = layout.table_kind(file)
        is_ours = kind in {layout.CONSOLIDATED, layout.ACT_ROWS}
        if is_ours and file.split("/")[1] not in context.record.jurisdictions:
            yield Complaint(file, "The folder is no jurisdiction of the registry.", line=1)


def _verdict_fault(written: bytes | None, wanted: bytes | None) -> str | None:
    """What is wrong with the verdicts as written, where ``None`` is no file, or nothing."""
    if written is None:
        return None if wanted is None else "The generated file is missing."
    if wanted is None:
        return "No class text has a rule that it could rest on."
    return _differences(written, wanted) if _lines(written) != _lines(wanted) else None


def _outputs(context: Context) -> dict[str, bytes]:
    from registry.audit.build import outputs  # noqa: PLC0415 (not needed to explain a code)

    return outputs(context.record, context.timeline)


def _lines(data: bytes) -> list[bytes]:
    """The lines, whatever ends them: a checkout may write CRLF."""
    return data.removeprefix(b"\xef\xbb\xbf").splitlines()


def _differences(written: bytes, wanted: bytes) -> str:
    """Which rows are missing, too many or different, and in which columns."""
    try:
        old, new = _keyed(written), _keyed(wanted)
    except UnreadableError as error:
        return f"The file is no CSV that can be read ({error})."
    faults = [f"missing: {key}" for key in new.keys() - old.keys()]
    faults += [f"too many: {key}" for key in old.keys() - new.keys()]
    changed = {key for key in new.keys() & old.keys() if new[key] != old[key]}
    faults = sorted(faults) + [_changed(key, old[key], new[key]) for key in sorted(changed)]
    if not faults:
        return "The rows are the same, their order is not."
    rest = f" and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return f"Stale: {'; '.join(faults[:SHOWN])}{rest}."


def _changed(key: str, old: dict[str, str], new: dict[str, str]) -> str:
    """One row whose cells differ, with the columns that changed."""
    columns = sorted({*old, *new})
    changes = [
        f"{column} {old.get(column)!r} is now {new.get(column)!r}"
        for column in columns
        if old.get(column) != new.get(column)
    ]
    return f"{key}: {', '.join(sorted(changes))}"


def _keyed(data: bytes) -> Keyed:
    """The rows by what identifies them; a key that occurs again is numbered."""
    rows = [line.cells for line in records(data)]
    header = rows[0] if rows else []
    seen: Counter[str] = Counter()
    keyed: Keyed = {}
    for row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        key = "/".join(cells[column] for column in KEY if cells.get(column)) or ",".join(row)
        seen[key] += 1
        keyed[key if seen[key] == 1 else f"{key} ({seen[key]})"] = cells
    return keyed
