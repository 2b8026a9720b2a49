"""Plants: faults that a check finds. Those of reading hold back the comparison; others do not."""

from __future__ import annotations

import re

from tests.planted.bed import Bed, Expected
from tests.planted.law import new_to, quoted, step_of

# faults of reading: nothing can be compared


def _unread(code: str, file: str) -> Expected:
    return Expected(findings=((code, file),))


def check_digit(bed: Bed) -> Expected:
    file, key, one = bed.pick(
        (file, key, one) for file, key, one in bed.world.identities() if one.get("cas")
    )
    old = one["cas"][0]
    bed.in_identity(file, key, f'"{old}"', f'"{old[:-1]}{(int(old[-1]) + 1) % 10}"')
    return _unread("ID101", file)


def hyphens(bed: Bed) -> Expected:
    file, key, one = bed.pick(
        (file, key, one) for file, key, one in bed.world.identities() if one.get("cas")
    )
    old = one["cas"][0]
    bed.in_identity(file, key, f'"{old}"', f'"{old.replace("-", "‐")}"')
    return _unread("SCH003", file)


def _in_act(bed: Bed, code: str, pattern: str, new: str) -> Expected:
    row = bed.row("us")
    text, count = re.subn(pattern, new, bed.files[row.file], count=1)
    if not count:
        raise LookupError(f"{row.file} holds no {pattern}")
    bed.files[row.file] = text
    return _unread(code, row.file)


def unknown_field(bed: Bed) -> Expected:
    return _in_act(bed, "SCH002", r"(?m)^effective(\s*=)", r"efective\1")


def no_day_of_the_calendar(bed: Bed) -> Expected:
    return _in_act(bed, "SCH003", r"(?m)^(published\s*= ).*$", r'\1"2020-02-30"')


def missing_title(bed: Bed) -> Expected:
    return _in_act(bed, "SCH004", r"(?m)^title\s*= .*\n", "")


def no_toml(bed: Bed) -> Expected:
    return _in_act(bed, "SCH001", r"\[\[add\]\]", "[[add]")


def conflict(bed: Bed) -> Expected:
    return _in_act(bed, "SCH001", r"(?m)^(effective.*)$", "<<<<<<< ours\n\\1\n=======\n>>>>>>> it")


def unknown_substance(bed: Bed) -> Expected:
    return _in_act(bed, "REF002", r"(?m)^substances(\s*)= .*$", r'substances\1= ["planted"]')


def unknown_list(bed: Bed) -> Expected:
    return _in_act(bed, "REF001", r"(?m)^schedule(\s*)= .*$", r'schedule\1= "schedule-9"')


def misnamed(bed: Bed) -> Expected:
    row = bed.row("us")
    file = "schedules/us/acts/planted-without-a-day.toml"
    bed.files[file] = bed.files.pop(row.file)
    return _unread("SCH005", file)


UNREADABLE = (
    check_digit, hyphens, unknown_field, no_day_of_the_calendar, missing_title, no_toml, conflict,
    unknown_substance, unknown_list, misnamed,
)  # fmt: skip

# faults that are found beside the comparison


def shared_cas(bed: Bed) -> Expected:
    those = [
        (file, key, one)
        for file, key, one in bed.world.identities()
        if len(one.get("cas", ())) == 1
    ]
    one, other = bed.pick(those), bed.pick(those)
    bed.in_identity(one[0], one[1], f'"{one[2]["cas"][0]}"', f'"{other[2]["cas"][0]}"')
    findings = (("ID102", one[0]), ("ID102", other[0]))
    return Expected(corrections=(("identifier-corrected", one[0], "cas"),), findings=findings)


def colliding_name(bed: Bed) -> Expected:
    those = [one for one in bed.world.identities() if one[2]["name"].isascii()]
    one, other = bed.pick(those), bed.pick(those)
    bed.in_identity(one[0], one[1], f'name = "{one[2]["name"]}"', f'name = "{other[2]["name"]}"')
    findings = (("ID105", one[0]), ("ID105", other[0]))
    return Expected(corrections=(("renamed", one[0], "name"),), findings=findings)


def added_twice(bed: Bed) -> Expected:
    row = bed.row("us")
    steps = step_of("add", schedule=f'"{row.schedule}"', substances=quoted(row.line))
    file = bed.act("us", steps)
    return Expected(findings=(("CON101", file), ("DAT108", file)), editorial=(file,))


def act_twice(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    file = bed.act("us", steps)
    other = file.replace("planted", "twice-planted")
    bed.files[other] = bed.files[file]
    findings = [("DAT108", file), ("DAT108", other), ("CON101", other)]
    effects = (("us", "added", name),)
    return Expected(effects, findings=tuple(findings), editorial=(other,))


def absent_line(bed: Bed) -> Expected:
    file = bed.act("us", step_of("remove", schedule='"schedule-1"', line='"planted"'))
    return Expected(findings=(("CON102", file), ("DAT108", file)), editorial=(file,))


def permanent_extended(bed: Bed) -> Expected:
    row = bed.row("us")
    steps = step_of(
        "extend", schedule=f'"{row.schedule}"', line=f'"{row.line}"', expires="2029-01-01"
    )
    file = bed.act("us", steps, "order")
    return Expected(findings=(("CON103", file), ("DAT108", file)), editorial=(file,))


def past_term(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name), expires="2026-12-01")
    file = bed.act("us", steps, "order")
    findings = (("CON111", file), ("DAT103", file), ("DAT108", file))
    return Expected(findings=findings, editorial=(file,))


def unknown_older_line(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of(
        "add", schedule='"schedule-1"', substances=quoted(name), continues='"schedule-1/planted"'
    )
    file = bed.act("us", steps)
    findings = (("CON104", file), ("DAT108", file))
    return Expected((("us", "split", name),), findings=findings)


def second_line(bed: Bed) -> Expected:
    row = bed.row("us")
    slug = f"{row.line}-again"
    steps = step_of(
        "add", schedule=f'"{row.schedule}"', substances=quoted(row.line), line=f'"{slug}"'
    )
    file = bed.act("us", steps)
    findings = (("CON107", file), ("DAT108", file))
    return Expected((("us", "added", slug),), findings=findings)


def no_line(bed: Bed) -> Expected:
    file = bed.act("us", "")
    return Expected(findings=(("CON109", file),), editorial=(file,))


def placeholder(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    file = bed.act("us", steps, effective="2099-12-31")
    findings = (("DAT102", file), ("DAT108", file), ("DAT110", file))
    return Expected((("us", "added", name),), findings=findings)


def decided_late(bed: Bed) -> Expected:
    name = new_to(bed, "un")
    steps = step_of("add", schedule='"1971-2"', substances=quoted(name))
    file = bed.act("un", steps, "decision", decided="2027-03-01")
    findings = (("DAT104", file), ("DAT108", file))
    return Expected((("un", "added", name),), findings=findings)


def verified_to_come(bed: Bed) -> Expected:
    file = "schedules/us-de/schedules.toml"
    bed.files[file] = re.sub(
        r"(?m)^(verified_through\s*= ).*$", r"\g<1>2030-01-01", bed.files[file], count=1
    )
    schedule = next(iter(bed.world.parsed[file]["schedules"]))
    field = f"schedules.{schedule}.verified_through"
    return Expected(corrections=(("verified", file, field),), findings=(("DAT107", file),))


def uncited(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    file = bed.act("us", steps, citation='""')
    findings = (("PRO101", file), ("DAT108", file))
    return Expected((("us", "added", name),), findings=findings)


def unsafe_link(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    file = bed.act("us", steps, source='"javascript:planted"')
    findings = (("PRO103", file), ("DAT108", file))
    return Expected((("us", "added", name),), findings=findings)


def generated_by_hand(bed: Bed) -> Expected:
    file = "schedules/us-oh/consolidated.csv"
    bed.replace(file, "xylazine", "planted")
    return Expected(findings=(("GEN102", file),))


def reason_gone(bed: Bed) -> Expected:
    file = "schedules/us/untranscribed.csv"
    lines = bed.files[file].splitlines()
    cells = lines[2].split(",", 3)
    lines[2] = ",".join([*cells[:3], ""])
    bed.files[file] = "\n".join([*lines, ""])
    return Expected(findings=(("REC104", file),), editorial=(file,))


def printed_text_edited(bed: Bed) -> Expected:
    file = "schedules/us/reconcile/2026-09-21.csv"
    place, line = bed.pick(key for key, row in bed.world.printed[file].items() if not row["reason"])
    bed.replace(file, f"\n{place},{line},", f"\n{place},planted-{line},")
    return Expected(findings=(("REC101", file),), editorial=(file,))


def official_text_gone(bed: Bed) -> Expected:
    file = "schedules/un/reconcile/2025-03-31.csv"
    del bed.files[file]
    return Expected(findings=(("REV103", file),), editorial=(file,))


FOUND = (
    shared_cas, colliding_name, added_twice, act_twice, absent_line, permanent_extended, past_term,
    unknown_older_line, second_line, no_line, placeholder, decided_late, verified_to_come, uncited,
    unsafe_link, generated_by_hand, reason_gone, printed_text_edited, official_text_gone,
)  # fmt: skip
