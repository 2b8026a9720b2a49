"""Plants: what the law does. Each plants one act and says which changes the review names."""

from __future__ import annotations

from tests.planted.bed import TODAY, Bed, Expected, Row, act_id

RUNNING = "expires"


def step_of(verb: str, **said: str) -> str:
    return "\n".join(
        [f"[[{verb}]]", *(f"{key.rstrip('_')} = {value}" for key, value in said.items())]
    )


def quoted(*names: str) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def new_to(bed: Bed, place: str) -> str:
    """A substance that no act of the jurisdiction names."""
    world = bed.world
    return bed.pick(
        key
        for _, key, one in world.identities()
        if not world.lines_of[place, key] and "form_of" not in one
    )


def _added(bed: Bed, place: str, schedule: str) -> Expected:
    name = new_to(bed, place)
    file = bed.act(place, step_of("add", schedule=f'"{schedule}"', substances=quoted(name)))
    return Expected(((place, "added", name),), findings=(("DAT108", file),))


def added_us(bed: Bed) -> Expected:
    return _added(bed, "us", "schedule-1")


def added_cn(bed: Bed) -> Expected:
    return _added(bed, "cn", "non-medicinal")


def added_un(bed: Bed) -> Expected:
    return _added(bed, "un", "1971-2")


def temporary(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name), expires="2029-01-15")
    file = bed.act("us", steps, "order")
    return Expected((("us", "added", name),), findings=(("DAT108", file),))


def recorded_late(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    file = bed.act("us", steps, effective="2026-11-22")
    return Expected((("us", "added", name),), findings=(("DAT108", file),))


def proposed(bed: Bed) -> Expected:
    name = new_to(bed, "us")
    steps = step_of("add", schedule='"schedule-1"', substances=quoted(name))
    bed.act("us", steps, "proposal", effective="")
    return Expected((("us", "proposed", name),))


def _on_standing(bed: Bed, verb: str, kind: str, **said: str) -> Expected:
    row = bed.row("us")
    steps = step_of(verb, schedule=f'"{row.schedule}"', line=f'"{row.line}"', **said)
    file = bed.act("us", steps)
    return Expected((("us", kind, row.line),), findings=(("DAT108", file),))


def removed(bed: Bed) -> Expected:
    return _on_standing(bed, "remove", "removed")


def narrower(bed: Bed) -> Expected:
    return _on_standing(bed, "amend", "scope-changed", except_='"planted kits"')


def reaching_fewer(bed: Bed) -> Expected:
    return _on_standing(bed, "amend", "scope-changed", covers="[]")


def worded_anew(bed: Bed) -> Expected:
    return _on_standing(bed, "amend", "renamed", printed='"A planted name"')


def numbered_anew(bed: Bed) -> Expected:
    return _on_standing(bed, "amend", "editorial", number='"0001"')


def confirmed_for_nothing(bed: Bed) -> Expected:
    return _on_standing(bed, "confirm", "editorial")


def moved(bed: Bed) -> Expected:
    row = bed.row("us")
    target = "schedule-4" if row.schedule != "schedule-4" else "schedule-3"
    file = bed.act("us", step_of("move", from_=f'"{row.path}"', to=f'"{target}"'))
    return Expected((("us", "moved", row.line),), findings=(("DAT108", file),))


def under_another_slug(bed: Bed) -> Expected:
    row = bed.row("us")
    steps = step_of("move", from_=f'"{row.path}"', to=f'"{row.schedule}"', as_='"planted-slug"')
    return Expected((("us", "renamed", row.line),), findings=(("DAT108", bed.act("us", steps)),))


def _two_of_one_list(bed: Bed) -> tuple[Row, Row]:
    rows = bed.world.alone("us")
    first = bed.pick(row for row in rows if sum(one.schedule == row.schedule for one in rows) > 9)
    return first, bed.pick(row for row in rows if row.schedule == first.schedule)


def merged_by_move(bed: Bed) -> Expected:
    one, host = _two_of_one_list(bed)
    file = bed.act("us", step_of("move", from_=f'"{one.path}"', to=f'"{host.path}"'))
    return Expected((("us", "merged", one.line),), findings=(("DAT108", file),))


def merged_by_removal(bed: Bed) -> Expected:
    one, host = _two_of_one_list(bed)
    steps = step_of(
        "remove", schedule=f'"{one.schedule}"', line=f'"{one.line}"', merged_into=f'"{host.path}"'
    )
    return Expected((("us", "removed", one.line),), findings=(("DAT108", bed.act("us", steps)),))


def split(bed: Bed) -> Expected:
    row = bed.row("us")
    schedule = f'"{row.schedule}"'
    slug = f"{row.line}-planted"
    steps = "\n".join((
        step_of("amend", schedule=schedule, line=f'"{row.line}"', form='"bulk"'),
        step_of("add", schedule=schedule, line=f'"{slug}"', substances=quoted(*row.substances),
              form='"injections"', continues=f'"{row.path}"'),
    ))  # fmt: skip
    effects = (("us", "scope-changed", row.line), ("us", "split", slug))
    return Expected(effects, findings=(("DAT108", bed.act("us", steps)),))


def named_within_a_line(bed: Bed) -> Expected:
    name, host = new_to(bed, "us"), bed.row("us")
    steps = step_of(
        "add",
        schedule='"schedule-1"',
        substances=quoted(name),
        already_covered_by=f'"{host.path}"',
    )
    file = bed.act("us", steps)
    return Expected((("us", "named-within-class", name),), findings=(("DAT108", file),))


def _running(bed: Bed) -> Row:
    """A temporary line that still stands and of which nothing else speaks."""
    world = bed.world
    return bed.pick(
        row
        for row in world.rows
        if row.place == "us"
        and world.mentions["us", row.schedule, row.line] == 1
        and str(row.step.get(RUNNING, "")) > TODAY.isoformat()
        and str(row.step.get(RUNNING, "")) != "not seen"
    )


def extended(bed: Bed) -> Expected:
    row = _running(bed)
    steps = step_of(
        "extend", schedule=f'"{row.schedule}"', line=f'"{row.line}"', expires="2029-09-01"
    )
    file = bed.act("us", steps, "order")
    return Expected((("us", "extended", row.line),), findings=(("DAT108", file),))


def confirmed(bed: Bed) -> Expected:
    row = _running(bed)
    steps = step_of("confirm", schedule=f'"{row.schedule}"', line=f'"{row.line}"')
    file = bed.act("us", steps)
    return Expected((("us", "confirmed", row.line),), findings=(("DAT108", file),))


def withdrawn(bed: Bed) -> Expected:
    world = bed.world
    file, act = bed.pick(
        (name, act)
        for name, act in world.acts.items()
        if act["kind"] == "proposal"
        and "/us/" in name
        and len(act.get("add", ())) == 1
        and f'"{act_id(name)}"' not in world.text
    )
    step = act["add"][0]
    line = step.get("line") or step["substances"][0]
    bed.act("us", "", "withdrawal", effective="", answers=quoted(act_id(file)))
    return Expected((("us", "withdrawn", line),))


def class_introduced(bed: Bed) -> Expected:
    file = bed.act("us", step_of("add", schedule='"schedule-1"', class_='"us-planted"'))
    text = "schedules/classes/us-planted/2027-01-15.toml"
    bed.files[text] = (
        'title = "Planted class"\njurisdiction = "us"\ntext = "Any planted substance."\n'
        'citation = "Planted"\nsource = "https://example.org/"\nevidence = "secondary"\n'
        'families = ["nitazenes"]\n'
    )
    return Expected((("us", "class-introduced", "us-planted"),), findings=(("DAT108", file),))


PLANTS = (
    added_us, added_cn, added_un, temporary, recorded_late, proposed, removed, narrower,
    reaching_fewer, worded_anew, numbered_anew, confirmed_for_nothing, moved, under_another_slug,
    merged_by_move, merged_by_removal, split, named_within_a_line, extended, confirmed, withdrawn,
    class_introduced,
)  # fmt: skip
