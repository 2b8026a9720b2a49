"""Plants: edits of our own record: corrections, rewrites of the past, re-keys, nothing at all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from tests.planted.bed import Bed, Expected, Row, act_id

# corrections


def _identity(bed: Bed, field: str) -> tuple[str, str, str]:
    """An identity with a field that stands alone on its line: file, id, the field's value."""
    file, key, one = bed.pick(
        (file, key, one)
        for file, key, one in bed.world.identities()
        if isinstance(one.get(field), str) or (field == "cas" and len(one.get("cas", ())) == 1)
    )
    return file, key, one[field] if isinstance(one[field], str) else one[field][0]


def _corrected(kind: str, file: str, field: str) -> Expected:
    return Expected(corrections=((kind, file, field),))


def cas_number(bed: Bed) -> Expected:
    file, key, old = _identity(bed, "cas")
    while True:
        head = f"{bed.dice.randint(10**8, 10**9 - 1)}"
        digit = sum(place * int(one) for place, one in enumerate(reversed(head), 1)) % 10
        new = f"{head[:-2]}-{head[-2:]}-{digit}"
        if new not in bed.world.text:
            break
    bed.in_identity(file, key, f'"{old}"', f'"{new}"')
    return _corrected("identifier-corrected", file, "cas")


def unii(bed: Bed) -> Expected:
    file, key, old = _identity(bed, "unii")
    bed.in_identity(file, key, f'"{old}"', '"PLANTED123"')
    return _corrected("identifier-corrected", file, "unii")


def another_name(bed: Bed) -> Expected:
    file, key, old = _identity(bed, "name")
    bed.in_identity(file, key, f'name = "{old}"', 'name = "Planted name"')
    return _corrected("renamed", file, "name")


def another_chinese_name(bed: Bed) -> Expected:
    file, key, old = _identity(bed, "name_zh")
    bed.in_identity(file, key, f'name_zh = "{old}"', 'name_zh = "植入之名"')
    return _corrected("renamed", file, "name_zh")


def _field(bed: Bed, place: str, field: str, new: str, kind: str) -> Expected:
    row = bed.row(place)
    old = row.act[field]
    value = old.isoformat() if isinstance(old, date) else f'"{old}"'
    text = bed.files[row.file]
    if re.search(rf"^{field}\s*= {re.escape(value)}$", text, re.MULTILINE) is None:
        raise LookupError(f"{row.file} writes {field} otherwise")
    bed.files[row.file] = re.sub(rf"(?m)^({field}\s*= ).*$", rf"\g<1>{new}", text, count=1)
    return _corrected(kind, row.file, field)


def citation(bed: Bed) -> Expected:
    return _field(bed, "un", "citation", '"Planted citation"', "citation-corrected")


def citation_us(bed: Bed) -> Expected:
    return _field(bed, "us", "citation", '"99 FR 99999"', "citation-corrected")


def title(bed: Bed) -> Expected:
    return _field(bed, "us", "title", '"A planted title"', "wording-corrected")


def printed(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.files[row.file] = re.sub(
        r"(?m)^(printed\s*= ).*$", r'\g<1>"A planted line"', bed.files[row.file]
    )
    found = _corrected("wording-corrected", row.file, f"add.{row.path}.printed")
    return found._replace(findings=bed.world.differs(row, "printed"))


def published_with_the_file(bed: Bed) -> Expected:
    row = bed.pick(
        row for row in bed.world.alone("us")
        if isinstance(row.act.get("published"), date)
        and f"/{row.act['published']}-" in row.file
        and row.act["published"] + timedelta(2) < row.act["effective"]
    )  # fmt: skip
    old = row.act["published"]
    new = old + timedelta(1)
    file = row.file.replace(old.isoformat(), new.isoformat())
    text = bed.files.pop(row.file)
    bed.files[file] = re.sub(rf"(?m)^(published\s*= ){old}$", rf"\g<1>{new}", text)
    found = _corrected("date-corrected", file, "published")
    return found._replace(findings=bed.world.ended(act_id(row.file)))


def verified_through(bed: Bed) -> Expected:
    file = "schedules/us-fl/schedules.toml"
    old = re.search(r"(?m)^verified_through\s*= (\S+)$", bed.files[file])
    schedule = next(iter(bed.world.parsed[file]["schedules"]))
    if old is None:
        raise LookupError(file)
    bed.replace(file, old[1], "2026-11-01")
    return _corrected("verified", file, f"schedules.{schedule}.verified_through")


# re-keys

NAMES: Final = "schedules/names/names.csv"


def act_under_another_name(bed: Bed) -> Expected:
    row = bed.row("un")
    file = row.file.replace(".toml", "-planted.toml")
    bed.files[file] = bed.files.pop(row.file)
    found = _corrected("re-keyed", file, "id")
    return found._replace(findings=bed.world.ended(act_id(row.file)))


def line_under_another_slug(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.replace(row.file, "[[add]]\n", '[[add]]\nline = "planted-line"\n')
    found = _corrected("re-keyed", row.file, "line")
    ended = bed.world.ended(act_id(row.file), row.path)
    return found._replace(findings=(*bed.world.differs(row), *ended))


def substance_under_another_id(bed: Bed) -> Expected:
    """A substance that acts name as such and that nothing else speaks of."""
    world = bed.world
    name = bed.pick(
        key
        for _, key, _ in world.identities()
        if world.named[key] and world.text.count(f'"{key}"') == world.named[key]
        and f'/{key}"' not in world.text
        and f"\n[{key}]\n" in world.text
    )  # fmt: skip
    file = world.family(name)
    bed.replace(file, f"[{name}]", "[planted-id]")
    for act in [one for one in bed.files if "/acts/" in one]:
        bed.files[act] = bed.files[act].replace(f'"{name}"', '"planted-id"')
    texts = (text for text, cells in world.printed.items() if any(key[1] == name for key in cells))
    ends = {text for text, _, line in world.ends if line.endswith(f"/{name}")}
    left = [line for line in bed.files[NAMES].splitlines() if line.startswith(f"{name},")]
    findings = (
        *(("REC101", text) for text in texts),
        *(("REC107", text) for text in ends),
        *(("NAM101", NAMES) for _ in left),  # the table of names still speaks of the old id
    )
    return Expected(corrections=(("re-keyed", file, "id"),), findings=findings)


# the past


def _later(bed: Bed, place: str) -> tuple[Row, date]:
    """A line whose act now takes effect two days later."""
    row = bed.row(place)
    old: date = row.act["effective"]
    new = old + timedelta(2)
    text = bed.files[row.file]
    bed.files[row.file] = re.sub(rf"(?m)^(effective\s*= ){old}$", rf"\g<1>{new}", text)
    return row, new


def later_undeclared(bed: Bed) -> Expected:
    row, _ = _later(bed, "us")
    findings = bed.world.differs(row, "since")
    return Expected(rewrites=((row.file, "effective"),), findings=findings)


def later_undeclared_un(bed: Bed) -> Expected:
    row, _ = _later(bed, "un")
    findings = bed.world.differs(row, "since")
    return Expected(rewrites=((row.file, "effective"),), findings=findings)


def _declare(bed: Bed, row: Row, field: str, old: str, new: str) -> None:
    bed.files[row.file] += (
        f'\n[[correction]]\ndate = 2026-11-24\nfield = "{field}"\nold = {old}\nnew = {new}\n'
        'reason = "Planted: the printed day was read again."\n'
    )


def later_declared(bed: Bed) -> Expected:
    row, new = _later(bed, "us")
    _declare(bed, row, "effective", row.act["effective"].isoformat(), new.isoformat())
    found = _corrected("date-corrected", row.file, "effective")
    return found._replace(findings=bed.world.differs(row, "since"))


def declared_untruly(bed: Bed) -> Expected:
    row, new = _later(bed, "us")
    _declare(bed, row, "effective", "1999-01-01", new.isoformat())
    findings = (*bed.world.differs(row, "since"), ("REV101", row.file))
    return Expected(rewrites=((row.file, "effective"),), findings=findings)


def _without(bed: Bed, row: Row) -> Expected:
    del bed.files[row.file]
    findings = (*bed.world.differs(row), *bed.world.ended(act_id(row.file)))
    return Expected(rewrites=((row.file, "act"),), findings=findings)


def deleted_act(bed: Bed) -> Expected:
    return _without(bed, bed.row("us"))


def deleted_act_un(bed: Bed) -> Expected:
    return _without(bed, bed.row("un"))


def another_list(bed: Bed) -> Expected:
    row = bed.row("us")
    other = "schedule-4" if row.schedule != "schedule-4" else "schedule-3"
    bed.files[row.file] = re.sub(
        r"(?m)^(schedule\s*= ).*$", rf'\g<1>"{other}"', bed.files[row.file]
    )
    bed.files[row.file] = re.sub(r"(?m)^group\s*= .*\n", "", bed.files[row.file])
    rewrites = [(row.file, f"add.{row.path}.schedule")]
    if "group" in row.step:
        rewrites.append((row.file, f"add.{row.path}.group"))
    ended = bed.world.ended(act_id(row.file), row.path)
    findings = (*bed.world.differs(row), *_too_many(bed, row, other), *ended)
    return Expected(rewrites=tuple(rewrites), findings=findings)


def _too_many(bed: Bed, row: Row, schedule: str) -> tuple[tuple[str, str], ...]:
    """The official texts that print the other list, where the line now stands unprinted."""
    return tuple(
        ("REC101", name)
        for name, cells in bed.world.printed.items()
        if f"/{row.place}/" in name and any(key[0] == schedule for key in cells)
    )


def except_added(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.replace(row.file, "[[add]]\n", '[[add]]\nexcept = "planted kits"\n')
    return Expected(rewrites=((row.file, f"add.{row.path}.except"),))


def except_declared(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.replace(row.file, "[[add]]\n", '[[add]]\nexcept = "planted kits"\n')
    _declare(bed, row, "except", '"absent"', '"planted kits"')
    return _corrected("record-corrected", row.file, f"add.{row.path}.except")


def made_temporary(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.replace(row.file, "[[add]]\n", '[[add]]\nexpires = "not seen"\n')
    return Expected(rewrites=((row.file, f"add.{row.path}.expires"),))


def made_unsure(bed: Bed) -> Expected:
    row = bed.row("un")
    old = row.act["effective"]
    text = bed.files[row.file]
    bed.files[row.file] = re.sub(rf"(?m)^(effective\s*= ){old}$", rf'\g<1>"<={old}"', text)
    return Expected(rewrites=((row.file, "effective"),))


def line_added_to_the_past(bed: Bed) -> Expected:
    row = bed.row("us")
    name = bed.pick(
        key for _, key, one in bed.world.identities()
        if not bed.world.lines_of["us", key] and "form_of" not in one
    )  # fmt: skip
    bed.files[row.file] += f'\n[[add]]\nschedule = "{row.schedule}"\nsubstances = ["{name}"]\n'
    field = f"add.{row.schedule}/{name}"
    return Expected(rewrites=((row.file, field),), findings=_too_many(bed, row, row.schedule))


# cosmetic, and nothing


def noted(bed: Bed) -> Expected:
    row = bed.row("us")
    if "note" in row.act:
        raise LookupError("a note stands there")
    bed.files[row.file] = f'note = "Planted."\n{bed.files[row.file]}'
    return Expected(editorial=(row.file,))


def other_dashes(bed: Bed) -> Expected:
    row = bed.pick(row for row in bed.world.alone("un") if "-" in row.step.get("printed", ""))
    old = row.step["printed"]
    new = re.sub(
        r"(?m)^printed(\s*)= .*$",
        lambda found: f'printed{found[1]}= "{old.replace("-", "‐")}"',
        bed.files[row.file],
    )
    bed.files[row.file] = new
    findings = bed.world.differs(row, "printed")
    return Expected(editorial=(row.file,), findings=findings)


def commented(bed: Bed) -> Expected:
    row = bed.row("us")
    text = bed.files[row.file]
    bed.files[row.file] = "# planted\n\n" + re.sub(r"(?m)^(\w+)\s*= ", r"\1    =   ", text) + "\n\n"
    return Expected()


def lines_turned_round(bed: Bed) -> Expected:
    row = bed.row("us")
    head, mark, steps = bed.files[row.file].partition("[[add]]\n")
    lines = head.splitlines()
    if '"""' in head:
        raise LookupError("a text of several lines")
    bed.files[row.file] = "\n".join([*reversed(lines), mark + steps])
    return Expected()


def identities_turned_round(bed: Bed) -> Expected:
    file = bed.pick(name for name in bed.files if "/substances/" in name)
    parts = re.split(r"(?m)^(?=\[)", bed.files[file])
    bed.files[file] = parts[0] + "\n".join(reversed(parts[1:]))
    return Expected()


def crlf(bed: Bed) -> Expected:
    row = bed.row("un")
    bed.files[row.file] = bed.files[row.file].replace("\n", "\r\n")
    return Expected()


PLANTS = (
    cas_number, unii, another_name, another_chinese_name, citation, citation_us, title, printed,
    published_with_the_file, verified_through, act_under_another_name, line_under_another_slug,
    substance_under_another_id, later_undeclared, later_undeclared_un, later_declared,
    declared_untruly, deleted_act, deleted_act_un, another_list, except_added, except_declared,
    made_temporary, made_unsure, line_added_to_the_past, noted, other_dashes,
)  # fmt: skip
NOTHING = (commented, lines_turned_round, identities_turned_round, crlf)
