"""The commands, one function each: parse, call, print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from registry import __version__
from registry.cli import (
    DATA,
    KNOWN_ON,
    ON,
    CivilDate,
    Failure,
    cli,
    command_line,
    data_origin,
    data_root,
    emit,
    jurisdiction,
    load_record,
    load_view,
    nearest,
    output,
    relative,
    substance,
)


def _title(view_title: str, on: date, known_on: date | None, version: str) -> str:
    known = f", as known on {known_on}" if known_on else ""
    return f"{view_title} on {on}{known} (data {version})"


@cli.command()
@click.argument("name", metavar="SUBSTANCE")
@ON
@KNOWN_ON
@DATA
@output
def show(
    *, name: str, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Identity, status in every jurisdiction, every listing and act of SUBSTANCE."""
    from registry import documents
    from registry.coverage import status
    from registry.table import Report
    from registry.tables import substance as tables

    view = load_view(data, known_on)
    one = substance(view.record, name)
    statuses = [status(view, place, one.id, on) for place in view.record.jurisdictions]
    report = Report(
        _title(one.name, on, known_on, view.record.version),
        lambda: documents.show(view, one, statuses, on),
        lambda: tables.sections(view, one, statuses, on),
        main="Status",
        notes=(NOT_ADVICE,),
    )
    emit(report, out, form, as_json=as_json)


NOT_ADVICE = "A comparison of published lists, not legal advice."


@cli.command("list")
@click.argument("place", metavar="JURISDICTION")
@click.option("--schedule", help="Only this list.")
@ON
@KNOWN_ON
@DATA
@output
def list_(
    *, place: str, schedule: str | None, on: date, known_on: date | None, data: Path | None,
    out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What stands on the lists of JURISDICTION."""
    from registry import documents
    from registry.coverage import lines_on
    from registry.table import Report
    from registry.tables.lists import line_table

    view = load_view(data, known_on)
    law = view.record.jurisdictions[jurisdiction(view.record, place)]
    if schedule is not None and schedule not in law.schedules:
        hint = nearest(schedule, law.schedules)
        raise Failure(f'{law.id} keeps no list "{schedule}".{hint} {", ".join(law.schedules)}.')
    rows = lines_on(view, law.id, on, schedule)
    title = _title(f"Lines on the lists of {law.name}", on, known_on, view.record.version)
    count = sum(one.unseen or 1 for _, one in rows)
    notes = (f"{len(rows)} lines, {count} names.", NOT_ADVICE)
    report = Report(
        title,
        lambda: documents.listed(view, law.id, rows, on),
        lambda: (line_table(rows, ""),),
        main="List",
        notes=notes,
    )
    emit(report, out, form, as_json=as_json)


@cli.command()
@click.argument("a")
@click.argument("b")
@click.option("--all", "everything", is_flag=True, help="Aligned substances too.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if there is any gap.")
@ON
@KNOWN_ON
@DATA
@output
def gaps(
    *, a: str, b: str, everything: bool, exit_code: bool, on: date, known_on: date | None,
    data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """The gap report between jurisdictions A and B."""
    from registry import documents
    from registry.gaps import gaps as compare
    from registry.table import Report
    from registry.tables import gaps as tables
    from registry.tables import workbook

    view = load_view(data, known_on)
    one, other = jurisdiction(view.record, a), jurisdiction(view.record, b)
    found = compare(view, one, other, on, aligned=everything)
    flag = "--all" if everything else None
    setting = workbook.Setting(
        command_line("gaps", one, other, flag, on=on, known_on=known_on), f"registry {__version__}"
    )
    names = " and ".join(tables.shorts(view, found))
    sections = (
        (lambda: workbook.sheets(view, found, setting))
        if _is_workbook(out, form)
        else (lambda: tables.sections(view, found))
    )
    report = Report(
        _title(f"Gaps between {names}", on, known_on, view.record.version),
        lambda: documents.gaps(view, found),
        sections,
        main="Gaps",
        notes=(NOT_ADVICE,),
    )
    emit(report, out, form, as_json=as_json)
    if out is not None:
        summary = report._replace(tables=lambda: (tables.summary_table(view, found),))
        emit(summary, None, None, as_json=False)
    if exit_code and any(row.kind != "aligned" for row in found.rows):
        raise click.exceptions.Exit(1)


def _is_workbook(out: Path | None, form: str | None) -> bool:
    return form == "excel" or (form is None and out is not None and out.suffix == ".xlsx")


@cli.command()
@click.argument("places", metavar="JURISDICTION...", nargs=-1, required=True)
@click.option("--from", "start", type=CivilDate(), required=True, help="The day before the first.")
@click.option("--to", "end", type=CivilDate(), required=True, help="The last day.")
@click.option("--exit-code", is_flag=True, help="Exit 1 if anything changed.")
@KNOWN_ON
@DATA
@output
def changes(
    *, places: tuple[str, ...], start: date, end: date, exit_code: bool,
    known_on: date | None, data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What the law changed on the days after --from through --to."""
    from registry import documents
    from registry.changes import changes as compare
    from registry.table import Report
    from registry.tables.changes import change_table

    if end < start:
        raise Failure(f"--to {end} lies before --from {start}.")
    view = load_view(data, known_on)
    names = [jurisdiction(view.record, place) for place in places]
    rows = [one for name in names for one in compare(view, name, start, end)]
    period = {"from": start.isoformat(), "to": end.isoformat()}
    title = f"Changes after {start} through {end} (data {view.record.version})"
    report = Report(
        title,
        lambda: documents.changes("changes", view, rows, None, **period),
        lambda: (change_table(view.record, rows, "Changes", ""),),
        main="Changes",
        notes=(NOT_ADVICE,),
    )
    emit(report, out, form, as_json=as_json)
    if exit_code and rows:
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("places", metavar="[JURISDICTION]...", nargs=-1)
@click.option("--within", type=click.IntRange(1, 3660), default=90, show_default=True)
@ON
@KNOWN_ON
@DATA
@output
def upcoming(
    *, places: tuple[str, ...], within: int, on: date, known_on: date | None,
    data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """What starts, ends or expires in the days after --on, by the acts known then."""
    from registry import documents
    from registry.changes import upcoming as coming
    from registry.table import Report
    from registry.tables.changes import change_table

    view = load_view(data, known_on or on)
    names = [jurisdiction(view.record, one) for one in places] or list(view.record.jurisdictions)
    rows = coming(view, names, on, within)
    report = Report(
        f"What comes in the {within} days after {on} (data {view.record.version})",
        lambda: documents.changes("upcoming", view, rows, on, within=within),
        lambda: (change_table(view.record, rows, "Upcoming", ""),),
        main="Upcoming",
        notes=(NOT_ADVICE,),
    )
    emit(report, out, form, as_json=as_json)


@cli.command()
@click.argument("reference")
@click.argument("a")
@click.argument("b")
@ON
@KNOWN_ON
@DATA
@output
def lags(
    *, reference: str, a: str, b: str, on: date, known_on: date | None,
    data: Path | None, out: Path | None, form: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Days from REFERENCE's control (say un) of each substance to A's and B's."""
    from registry import documents
    from registry.gaps import lags as measure
    from registry.table import Report
    from registry.tables.lists import lag_table

    view = load_view(data, known_on)
    base, *sides = (jurisdiction(view.record, one) for one in (reference, a, b))
    rows = measure(view, base, tuple(sides), on)
    report = Report(
        _title("Lags", on, known_on, view.record.version),
        lambda: documents.lags(view, base, tuple(sides), rows, on),
        lambda: (lag_table(view, base, sides, rows),),
        main="Lags",
        notes=("A negative lag: the side controlled it first. No lag: open, or a day not known.",),
    )
    emit(report, out, form, as_json=as_json)


@cli.command()
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


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
@ON
@DATA
def check(
    *, paths: tuple[Path, ...], form: str, as_json: bool, on: date, data: Path | None
) -> None:
    """Lint the data, or only PATHS. Exit 1 if there is any finding above a note."""
    from registry import check as checks
    from registry.report import findings

    root = data_root(data)
    only = frozenset(relative(root, path) for path in paths)
    found = checks.run(root, on, only)
    text = findings.as_json(found) if as_json or form == "json" else findings.as_text(found)
    click.echo(text, nl=False)
    if any(one.severity != "note" for one in found):
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("code")
def explain(*, code: str) -> None:
    """What a finding's CODE means and how to mend it."""
    from registry import check as checks

    text = checks.explain(code.upper())
    if text is None:
        known = ", ".join(checks.CATALOGUE)
        raise Failure(f'no code "{code}".{nearest(code.upper(), checks.CATALOGUE)} Known: {known}.')
    click.echo(f"{code.upper()}  {text}")


@cli.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if stale.")
@DATA
def build(*, only_check: bool, data: Path | None) -> None:
    """Rewrite everything generated, or verify with --check that it is fresh."""
    from registry.build import outputs
    from registry.files import write

    root = data_root(data)
    stale = [
        (root / name, content)
        for name, content in outputs(load_record(data)).items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    ]
    for path, content in stale:
        click.echo(f"{'Stale' if only_check else 'Wrote'} {path}", err=True)
        if not only_check:
            try:
                write(path, content)
            except OSError as error:
                raise Failure(f'"{path}" was not written: {error}.') from error
    if only_check and stale:
        raise click.exceptions.Exit(1)


@cli.command()
@click.option("--verbose", is_flag=True, help="Lists, their reach and the evidence too.")
@DATA
@output
def version(
    *, verbose: bool, data: Path | None, out: Path | None, form: str | None, as_json: bool
) -> None:
    """Versions of tool and data, the data's digest and origin."""
    from registry.tables.version import report

    record = load_record(data)
    emit(report(record, data_origin(data), verbose=verbose), out, form, as_json=as_json)
