"""Re-keys: ids that changed though what they name did not. Pure.

An id is ours, not the law's. A file, a substance or a line under a new id is one event, found by
what did not change: content and identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from registry.audit.review.edits import DATE, REKEYED, Edit
from registry.audit.review.fields import words
from registry.audit.review.renamed import Names, act_as
from registry.law import layout
from registry.law.acts import Act, Key, Step, key_of, landing
from registry.law.record import Record, Substance

Content = TypeVar("Content")


def recognised(base: Record, head: Record) -> Names:
    """Every re-key between two records."""
    substances = _paired(base.substances, head.substances, _likeness_of_substances)
    acts = _paired(base.acts, head.acts, _likeness_of_acts)
    lines: dict[Key, str] = {}
    known = Names(acts, substances, lines)
    for name, act in sorted(base.acts.items(), key=lambda item: item[1].day.day):
        later = head.acts.get(acts.get(name, name))
        if later is not None and later.steps != act.steps:
            lines |= _renamed_lines(act_as(act, known), later)
    return Names(acts, substances, _unused(lines, base, head))


def _paired(
    base: dict[str, Content], head: dict[str, Content], likeness: Callable[[Content, Content], int]
) -> dict[str, str]:
    """The best pairs of what only the earlier and what only the later record has."""
    gone = [name for name in base if name not in head]
    come = [name for name in head if name not in base]
    scored = ((-likeness(base[old], head[new]), old, new) for old in gone for new in come)
    pairs: dict[str, str] = {}
    for score, old, new in sorted(scored):
        if score and old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs


def _likeness_of_substances(old: Substance, new: Substance) -> int:
    """How many identifiers agree; one that disagrees, or too few that agree, is nothing."""
    pairs = (
        (set(old.cas), set(new.cas)),
        ({old.inchikey} - {None}, {new.inchikey} - {None}),
        ({old.unii} - {None}, {new.unii} - {None}),
        ({old.name}, {new.name}),
    )
    agreeing = sum(bool(before & after) for before, after in pairs)
    at_odds = any(before and after and not before & after for before, after in pairs[:3])
    return agreeing if not at_odds and (agreeing > 1 or old.name == new.name) else 0


def _likeness_of_acts(old: Act, new: Act) -> int:
    """How many of title, citation, lines, days and the file's words agree; fewer than two: none."""
    if old.jurisdiction != new.jurisdiction:
        return 0
    agreeing = (
        bool(old.title) and old.title == new.title,
        bool(old.citation) and old.citation == new.citation,
        bool(old.steps) and old.steps == new.steps,
        (old.published, old.effective, old.decided) == (new.published, new.effective, new.decided),
        words(old.id) == words(new.id),
    )
    return sum(agreeing) if sum(agreeing) > 1 else 0


def _renamed_lines(old: Act, new: Act) -> dict[Key, str]:
    """Lines that one act adds or moves to under another slug, all else being equal."""
    come = [step for step in new.steps if step not in old.steps]
    lines = {}
    for step in old.steps:
        if step in new.steps or step.verb not in {"add", "move"}:
            continue
        same = [other for other in come if _without_slug(other) == _without_slug(step)]
        key = landing(old, step)
        if len(same) == 1 and key.line != (slug := landing(new, same[0]).line):
            lines[key] = slug
    return lines


def _without_slug(step: Step) -> Step:
    return step._replace(line="", to_line=None) if step.verb == "add" else step._replace(to_line="")


def _unused(lines: dict[Key, str], base: Record, head: Record) -> dict[Key, str]:
    """The renamed lines whose earlier slug is gone and whose later one is new."""
    before, after = _keys(base.acts.values()), _keys(head.acts.values())
    return {
        key: slug
        for key, slug in lines.items()
        if key not in after and key._replace(line=slug) not in before
    }


def _keys(acts: Iterable[Act]) -> set[Key]:
    steps = [(act, step) for act in acts for step in act.steps]
    return {key for each in steps for key in (key_of(*each), landing(*each))}


# the rows


def rekeys(head: Record, names: Names, edits: Iterable[Edit]) -> list[Edit]:
    """One row for each id that changed; none where another row says why.

    The line of a substance follows its id, the file of an act its day.
    """
    dated = {edit.file for edit in edits if edit.kind == DATE}
    rows = []
    for old, new in names.acts.items():
        file = layout.act_file(new)
        if not (file in dated and words(old) == words(new)):
            rows.append(Edit(REKEYED, file, (), "id", old, new))
    for old, new in names.substances.items():
        file = layout.family_file(head.substances[new])
        rows.append(Edit(REKEYED, file, (new,), "id", old, new, substances=(new,)))
    lines: dict[tuple[str, str], Key] = {}
    for key, slug in names.lines.items():
        if names.substances.get(key.line) != slug:
            lines.setdefault((key.line, slug), key)
    return [*rows, *(_renamed_line(head, key, slug) for (_, slug), key in lines.items())]


def _renamed_line(head: Record, key: Key, slug: str) -> Edit:
    later = key._replace(line=slug)
    old, new = f"{key.schedule}/{key.line}", f"{key.schedule}/{slug}"
    for act in head.acts.values():
        for step, path in layout.steps(act):
            if landing(act, step) == later:
                file, where = layout.act_file(act.id), (*path, "line")
                edit = Edit(REKEYED, file, where, "line", old, new, keys=(later,))
                return edit._replace(substances=step.substances)
    raise AssertionError(f"{later} was found in an act")
