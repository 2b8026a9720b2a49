"""Plants: what lists and classes reach, and references that decide nothing of the law."""

from __future__ import annotations

from tests.planted.bed import Bed, Expected, act_id

NITAZENES = "schedules/classes/cn-nitazenes/2025-07-01.toml"

# what classes reach: planted before `registry build`


def identity_in_a_class(bed: Bed) -> Expected:
    """No act names it; its structure lies within the text on nitazenes."""
    bed.files["schedules/substances/nitazenes.toml"] += (
        '\n[fluetonitazepyne]\nname = "Fluetonitazepyne"\n'
        'smiles = "FCCOc1ccc(Cc2nc3cc([N+](=O)[O-])ccc3n2CCN2CCCC2)cc1"\n'
    )
    return Expected(identities=("fluetonitazepyne",))


def identity_of_a_salt(bed: Bed) -> Expected:
    """The clause of its parent's list reaches it."""
    row = bed.row("us")
    file = bed.world.family(row.line)
    bed.files[file] += (
        f'\n[planted-salt]\nname = "Planted salt"\nform_of = {{substance = "{row.line}", '
        'as = "salt"}\n'
    )
    return Expected(identities=("planted-salt",))


def identity_that_nothing_reaches(bed: Bed) -> Expected:
    bed.files["schedules/substances/planted.toml"] = (
        '[planted]\nname = "Planted"\nnote = "On the watch list."\n'
    )
    return Expected(identities=("planted",))


def core_of_a_rule(bed: Bed) -> Expected:
    """No verdict on a substance of the registry moves."""
    bed.replace(NITAZENES, "[CX4:10]", "[#6X4:10]")
    return Expected(rules=((NITAZENES, "form.0.core"),))


def lists_that_override_a_class(bed: Bed) -> Expected:
    bed.replace(NITAZENES, '"psychotropic-1-2013", ', "")
    return Expected(rules=((NITAZENES, "rule.overridden_by"),))


def reading_of_a_clause(bed: Bed) -> Expected:
    bed.replace(NITAZENES, 'reading  = "broad"', 'reading  = "strict"')
    return Expected(rules=((NITAZENES, "allow.4.reading"),))


REACHED = (
    identity_in_a_class, identity_of_a_salt, identity_that_nothing_reaches, core_of_a_rule,
    lists_that_override_a_class, reading_of_a_clause,
)  # fmt: skip

# references that decide nothing


def act_that_a_source_document_cites(bed: Bed) -> Expected:
    """The source document still names the act; what the act did is told all the same."""
    cited = {
        act
        for name, seed in bed.world.parsed.items()
        if name.startswith("seeds/")
        for claim in seed.get("claim", ())
        for act in claim.get("supports", ())
    }
    world = bed.world
    file = bed.pick(
        row.file
        for row in world.rows
        if act_id(row.file) in cited
        and all(world.mentions[one[:3]] == 1 for one in world.rows if one.file == row.file)
    )
    seeds = [
        name
        for name, text in bed.files.items()
        if name.startswith("seeds/") and f'"{act_id(file)}"' in text
    ]
    del bed.files[file]
    findings = tuple(("REF004", name) for name in seeds)
    return Expected(rewrites=((file, "act"),), findings=findings)


def proposal_that_an_act_answers(bed: Bed) -> Expected:
    world = bed.world
    file, answering = bed.pick(
        (name, other)
        for name, act in world.acts.items()
        if act["kind"] == "proposal" and world.text.count(f'"{act_id(name)}"') == 1
        for other, later in world.acts.items()
        if act_id(name) in later.get("answers", ())
    )
    del bed.files[file]
    return Expected(rewrites=((file, "act"),), findings=(("REF004", answering),))


def proposal_of_an_unknown_substance(bed: Bed) -> Expected:
    steps = '[[add]]\nschedule = "schedule-1"\nsubstances = ["planted"]'
    file = bed.act("us", steps, "proposal", effective="")
    return Expected((("us", "proposed", "planted"),), findings=(("REF002", file),))


def unknown_answer(bed: Bed) -> Expected:
    row = bed.row("us")
    bed.files[row.file] = f'answers = ["us/planted"]\n{bed.files[row.file]}'
    return Expected(
        corrections=(("record-corrected", row.file, "answers"),),
        findings=(("REF004", row.file),),
    )


IDLE = (
    act_that_a_source_document_cites, proposal_that_an_act_answers,
    proposal_of_an_unknown_substance, unknown_answer,
)  # fmt: skip

# lists


def complete_list_added(bed: Bed) -> Expected:
    """It is empty and whole from a day that is past."""
    file = "schedules/us/schedules.toml"
    bed.files[file] += (
        '\n[schedules.schedule-6]\ntitle = "Schedule VI"\ninstrument = "Planted"\n'
        'regime = "drug"\ncomplete = true\ncomplete_from = 2026-01-01\n'
        "verified_through = 2026-11-01\n"
    )
    added = (("list-added", file, "schedules.schedule-6"),)
    return Expected(corrections=added, findings=(("REC109", file),))


LISTS = (complete_list_added,)
