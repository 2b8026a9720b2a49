"""Every kind of file with every kind of field: what a wrong one is answered with, word for word.

An editor of the data reads these sentences; a declaration that moves must not change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest

from registry.audit.check.exceptions import judge
from registry.law import loading
from tests.law.every_field import FILES

# What is written in the file -> what stands there instead ("|": a new line, nothing: the line is
# taken out), and below it the code, the line and the sentence of every finding.
ANSWERS: Final = {
    "Edition": r"""
title = "A record" -> titel = "A record"
    SCH004 1 The field "title" is missing.
    SCH002 3 Unknown field "titel". Did you mean "title"?
title = "A record" -> title = true
    SCH003 3 In "title": write text, in quotation marks.
"2024.09.01" -> "1.0"
    SCH003 2 In "version": String should match pattern '^[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[0-9]+)?$'.
schema = 1 -> schema = true
    SCH003 1 In "schema": write 1.
schema = 1| ->
    SCH004 1 The field "schema" is missing.
""",
    "Lists": r"""
short = "US" -> shrot = "US"
    SCH004 1 The field "short" is missing.
    SCH002 2 Unknown field "shrot". Did you mean "short"?
clause = { covers = ["salt"] } -> clause = ["salt"]
    SCH003 11 In "schedules.schedule-2.clause": write a table.
clause = { covers = ["salt"] } -> clause = { cover = ["salt"] }
    SCH002 11 Unknown field "schedules.schedule-2.clause.cover". Did you mean "covers"?
clause = { covers = ["salt"] } -> clause = { covers = ["salts"] }
    SCH003 11 In "schedules.schedule-2.clause.covers.0": "salts" is none of "salt", "optical-isomer", "geometric-isomer", "positional-isomer", "racemate", "ester", "ether", "amide", "carbamate", "halide" or "acetal". Did you mean "salt"?
complete = true -> complete = 1
    SCH003 8 In "schedules.schedule-2.complete": write true or false, without quotation marks.
complete_from = 1971-05-01 -> complete_from = "1971"
    SCH003 9 In "schedules.schedule-2.complete_from": "1971" is not a day; write YYYY-MM-DD, such as 2024-08-05.
complete_from = 1971-05-01| ->
    SCH003 4 In "schedules.schedule-2": a complete list needs complete_from, the first day of the whole record.
[schedules.schedule-2] -> [schedules.Schedule_2]
    SCH004 1 The field "schedules.schedule-2.title" is missing.
    SCH004 1 The field "schedules.schedule-2.instrument" is missing.
    SCH004 1 The field "schedules.schedule-2.regime" is missing.
    SCH004 1 The field "schedules.schedule-2.complete" is missing.
    SCH004 1 The field "schedules.schedule-2.verified_through" is missing.
    SCH003 4 In "schedules.Schedule_2.[key]": "Schedule_2" is not an id; write lower-case ASCII letters, digits and single hyphens.
[schedules.schedule-2] -> [[schedules.schedule-2]]
    SCH003 4 In "schedules.schedule-2": write a table.
[schedules.schedule-2] -> [[schedules]]
    SCH003 4 In "schedules": write a table.
[schedules.schedule-2.groups.opiates] -> [[schedules.schedule-2.groups.opiates]]
    SCH003 13 In "schedules.schedule-2.groups.opiates": write a table.
[schedules.schedule-2.groups.opiates] -> [schedules.schedule-2.groups.Opiates]
    SCH003 13 In "schedules.schedule-2.groups.Opiates.[key]": "Opiates" is not an id; write lower-case ASCII letters, digits and single hyphens.
instrument = "21 CFR 1308.12"| ->
    SCH004 4 The field "schedules.schedule-2.instrument" is missing.
""",  # noqa: E501
    "Family": r"""
as = "ester" -> is = "ester"
    SCH002 7 Unknown field "heroin.form_of.is".
    SCH004 7 The field "heroin.form_of.as" is missing.
as = "ester" -> as = "esther"
    SCH003 7 In "heroin.form_of.as": "esther" is none of "salt", "optical-isomer", "geometric-isomer", "positional-isomer", "racemate", "ester", "ether", "amide", "carbamate", "halide" or "acetal". Did you mean "ether"?
form_of = { substance = "morphine", as = "ester" } -> form_of = ["morphine", "ester"]
    SCH003 7 In "heroin.form_of": write a table.
name = "Morphine"| -> name = "Morphine"|id = "morphine"|
    SCH002 3 Unknown field "morphine.id".
cas = ["57-27-2"] -> cas = ["57-27-3"]
    ID101 3 cas "57-27-3" ends in 3, its check digit is 2.
cas = ["57-27-2"] -> cas = { number = "57-27-2" }
    SCH003 3 In "morphine.cas": write a list, in square brackets (tables: [[...]]).
cas = ["57-27-2"] -> inchikey = "BQJCRHHNABKAKU"
    SCH003 3 In "morphine.inchikey": "BQJCRHHNABKAKU" is not an InChIKey; it has 14, 10 and 1 capital letters.
name = "Morphine" -> name = 1
    SCH003 2 In "morphine.name": write text, in quotation marks.
[morphine] -> [[morphine]]
    SCH003 1 In "morphine": write a table.
""",  # noqa: E501
    "Act": r"""
kind = "order" -> knid = "order"
    SCH004 1 The field "kind" is missing.
    SCH002 2 Unknown field "knid". Did you mean "kind"?
kind = "order" -> kind = true
    SCH003 2 In "kind": "True" is none of "baseline", "statute", "rule", "order", "announcement", "decision", "proposal", "withdrawal" or "reading". Did you mean "rule"?
authority = ["DEA"] -> authority = []
    SCH003 3 In "authority": Tuple should have at least 1 item after validation, not 0.
effective = 1980-06-01 -> effective = true
    SCH003 7 In "effective": true is not a date; write YYYY-MM-DD without quotation marks.
effective = 1980-06-01 -> effective = "June 1980"
    SCH003 7 In "effective": "June 1980" is not a date; write 2024-08-05, or in quotation marks what is known: "2024-08", "2024", "<=2024-08-05" or ">=2024-08-05".
effective = 1980-06-01| ->
    SCH003 1 An act needs published, effective or decided.
effective = 1980-06-01 -> effective = 1980-06-01|steps = []
    SCH002 8 Unknown field "steps".
[[add]] -> [add]
    SCH003 9 In "add": write a list, in square brackets (tables: [[...]]).
class = "us-morphinans" -> klass = "us-morphinans"
    SCH002 11 Unknown field "add.0.klass". Did you mean "class"?
class = "us-morphinans" -> class = "US morphinans"
    SCH003 11 In "add.0.class": "US morphinans" is not an id; write lower-case ASCII letters, digits and single hyphens.
class = "us-morphinans"| ->
    SCH003 9 In "add.0": without one substance or a class a line needs line = "...".
unseen = 2 -> unseen = true
    SCH003 12 In "add.0.unseen": write a whole number, without quotation marks.
unseen = 2 -> unseen = 0
    SCH003 12 In "add.0.unseen": Input should be greater than or equal to 1.
unseen = 2 -> unseen = "2"
    SCH003 12 In "add.0.unseen": write a whole number, without quotation marks.
expires = "not seen" -> expires = "seen"
    SCH003 13 In "add.0.expires": "seen" is not a day; write YYYY-MM-DD, such as 2024-08-05.
expires = "not seen" -> expires = true
    SCH003 13 In "add.0.expires": this is not a day; write YYYY-MM-DD without quotation marks.
expires = "not seen" -> covered_since = 1970-01-01
    SCH003 9 In "add.0": covered_since needs already_covered_by, the line that covered it.
expires = "not seen" -> verb = "move"
    SCH002 13 Unknown field "add.0.verb". Did you mean "covers"?
except = "preparations" -> exept = "preparations"
    SCH002 18 Unknown field "amend.0.exept". Did you mean "except"?
except = "preparations" -> except = ["preparations"]
    SCH003 18 In "amend.0.except": write text, in quotation marks.
except = "preparations" -> unseen = 2
    SCH002 18 Unknown field "amend.0.unseen".
line = "morphine"|except -> except
    SCH004 15 The field "amend.0.line" is missing.
as = "diamorphine" -> as = "Diamorphine"
    SCH003 23 In "move.0.as": "Diamorphine" is not an id; write lower-case ASCII letters, digits and single hyphens.
as = "diamorphine" -> line = "diamorphine"
    SCH002 23 Unknown field "move.0.line".
from = "schedule-2/heroin"| ->
    SCH004 20 The field "move.0.from" is missing.
to = "schedule-1" -> to = 1
    SCH003 22 In "move.0.to": write text, in quotation marks.
expires = 1982-01-01 -> expires = "not seen"
    SCH003 28 In "extend.0.expires": "not seen" is not a day; write YYYY-MM-DD, such as 2024-08-05.
expires = 1982-01-01| ->
    SCH004 25 The field "extend.0.expires" is missing.
stands = "47 FR 1" -> stands = 47
    SCH003 29 In "extend.0.stands": write text, in quotation marks.
stands = "47 FR 1" -> stand = "47 FR 1"
    SCH002 29 Unknown field "extend.0.stand". Did you mean "stands"?
merged_into = "opiates" -> merged_in = "opiates"
    SCH002 34 Unknown field "remove.0.merged_in". Did you mean "merged_into"?
merged_into = "opiates" -> note = " opiates"
    SCH003 34 In "remove.0.note": ' opiates' begins or ends with white space; trim it.
line = "codeine" -> line = ""
    SCH003 33 In "remove.0.line": "" is not an id; write lower-case ASCII letters, digits and single hyphens.
except = "preparations" -> exception = "preparations"
    SCH002 18 Unknown field "amend.0.exception". Did you mean "except"?
class = "us-morphinans" -> class_ = "us-morphinans"
    SCH002 11 Unknown field "add.0.class_". Did you mean "class"?
old = "Each verb" -> old = 1.5
    SCH003 43 In "correction.0.old": write text, a whole number, true or false, or a day.
old = "Each verb" -> old = ["Each verb"]
    SCH003 43 In "correction.0.old": write text, a whole number, true or false, or a day.
reason = "A slip" -> reasons = "A slip"
    SCH004 40 The field "correction.0.reason" is missing.
    SCH002 45 Unknown field "correction.0.reasons". Did you mean "reason"?
date = 1981-01-01 -> date = "1981"
    SCH003 41 In "correction.0.date": "1981" is not a day; write YYYY-MM-DD, such as 2024-08-05.
""",  # noqa: E501
    "Class": r"""
families = ["opioids"] -> family = ["opioids"]
    SCH004 1 The field "families" is missing.
    SCH002 7 Unknown field "family". Did you mean "families"?
families = ["opioids"] -> families = "opioids"
    SCH003 7 In "families": write a list, in square brackets (tables: [[...]]).
families = ["opioids"] -> families = ["opioids"]|since = 1980-01-01
    SCH002 8 Unknown field "since". Did you mean "evidence"?
families = ["opioids"] -> families = ["opioids"]|judged = {}
    SCH002 8 Unknown field "judged".
[[verdict]] -> [verdict]
    SCH003 9 In "verdict": write a list, in square brackets (tables: [[...]]).
verdict = "in" -> verdict = "inside"
    SCH003 11 In "verdict.0.verdict": "inside" is none of "in", "out" or "review".
since = 1980-02-01 -> since = 1980
    SCH003 12 In "verdict.0.since": this is not a day; write YYYY-MM-DD without quotation marks.
substances = ["heroin"]| ->
    SCH004 9 The field "verdict.0.substances" is missing.
[rule] -> [[rule]]
    SCH003 16 In "rule": write a table.
condition = "A condition." -> conditon = "A condition."
    SCH002 17 Unknown field "rule.conditon". Did you mean "condition"?
esters = "yes" -> esters = true
    SCH003 18 In "rule.extends.esters": "True" is none of "yes", "no" or "unclear".
esters = "yes" -> ester = "yes"
    SCH002 18 Unknown field "rule.extends.ester". Did you mean "esters"?
labels = { 1 = "first" } -> labels = { 1 = 1 }
    SCH003 23 In "form.0.labels.1": write text, in quotation marks.
labels = { 1 = "first" } -> labels = { 7 = "first" }
    SCH003 20 In "form.0": position 7 does not stand in the core.
required = [1] -> required = [true]
    SCH003 24 In "form.0.required.0": write a whole number, without quotation marks.
required = [1] -> required = [0]
    SCH003 24 In "form.0.required.0": Input should be greater than or equal to 1.
required = [1] -> required = [3]
    SCH003 20 In "form.0": position 3 does not stand in the core.
carbons = [1, 4] -> carbons = [1]
    SCH004 31 The field "allow.0.carbons.1" is missing.
carbons = [1, 4] -> carbons = [1, 4, 6]
    SCH003 31 In "allow.0.carbons": Tuple should have at most 2 items after validation, not 3.
carbons = [1, 4] -> carbons = [-1, 4]
    SCH003 31 In "allow.0.carbons.0": Input should be greater than or equal to 0.
carbons = [1, 4] -> carbons = "1-4"
    SCH003 31 In "allow.0.carbons": write a list, in square brackets (tables: [[...]]).
at = [1] -> at = []
    SCH003 28 In "allow.0.at": Tuple should have at least 1 item after validation, not 0.
at = [1] -> at = [4]
    SCH003 1 Clause A: position 4 stands in no core.
groups = ["alkyl"] -> groups = ["alkyls"]
    SCH003 29 In "allow.0.groups.0": "alkyls" is none of "alkenyl", "alkoxyl", "alkyl", "alkylamino", "amino", "any", "aromatic-monocycle", "aryl", "benzyl", "doubly-bound", "ester", "ether", "fused-aromatic", "halo", "haloalkyl", "heterocyclyl", "heterocyclylalkyl", "hydrocarbyl", "hydrogen", "hydroxyl", "monocycle", "nitro", "other-alkoxyl", "other-monocycle", "phenyl" or "thioether". Did you mean "alkyl"?
groups = ["alkyl"] -> groups = []
    SCH003 1 Clause A allows no group at all.
forms = ["ring"] -> forms = ["chain"]
    SCH003 1 Clause A names no form of this rule: "chain".
question = "how-long" -> question = "how-short"
    SCH003 1 Clause A names no question: "how-short".
bridge = true -> bridge = "no"
    SCH003 32 In "allow.0.bridge": write true or false, without quotation marks.
asks = "How long?" -> ask = "How long?"
    SCH004 41 The field "question.0.asks" is missing.
    SCH002 43 Unknown field "question.0.ask". Did you mean "asks"?
why = "It is in." -> wy = "It is in."
    SCH004 46 The field "test.0.why" is missing.
    SCH002 50 Unknown field "test.0.wy". Did you mean "why"?
reading = "broad" # the test -> reading = "open" # the test
    SCH003 55 In "test.1.reading": "open" is none of "strict", "broad" or "none".
[[form]] -> [form]
    SCH003 20 In "form": write a list, in square brackets (tables: [[...]]).
""",  # noqa: E501
    "Seed": r"""
says = "Morphine is controlled." -> say = "Morphine is controlled."
    SCH004 6 The field "claim.0.says" is missing.
    SCH002 7 Unknown field "claim.0.say". Did you mean "says"?
context = true -> context = 1
    SCH003 10 In "claim.0.context": write true or false, without quotation marks.
status = "confirmed" -> status = "confirm"
    SCH003 9 In "claim.0.status": "confirm" is none of "confirmed", "contradicted" or "pending". Did you mean "confirmed"?
date = 2024-01-01 -> date = "first of January"
    SCH003 3 In "date": "first of January" is not a day; write YYYY-MM-DD, such as 2024-08-05.
date = 2024-01-01 -> date = 2024-01-01T00:00:00Z
    SCH003 3 In "date": 2024-01-01 00:00:00+00:00 has a time of day; legal dates are civil dates, write the day alone.
[[claim]] -> [claim]
    SCH003 6 In "claim": write a list, in square brackets (tables: [[...]]).
[[claim]] -> [[claims]]
    SCH004 1 The field "claim" is missing.
    SCH002 6 Unknown field "claims". Did you mean "claim"?
supports = ["us/1980-06-01-changes"] -> supports = "us/1980-06-01-changes"
    SCH003 8 In "claim.0.supports": write a list, in square brackets (tables: [[...]]).
""",  # noqa: E501
    "Exceptions": r"""
what = "a part" -> wat = "a part"
    SCH004 1 The field "exception.0.what" is missing.
    SCH002 4 Unknown field "exception.0.wat". Did you mean "what"?
since = 2024-01-01 -> since = true
    SCH003 5 In "exception.0.since": this is not a day; write YYYY-MM-DD without quotation marks.
[[exception]] -> [exception]
    SCH003 1 In "exception": write a list, in square brackets (tables: [[...]]).
reason = "Judged."| ->
    SCH004 1 The field "exception.0.reason" is missing.
""",
}


def _answers() -> Iterator[tuple[str, str, str, list[str]]]:
    """Every case: the kind of file, what is replaced, by what, and what is to be answered."""
    for kind, text in ANSWERS.items():
        for block in re.split(r"\n(?! )", text.strip("\n")):
            change, *answer = block.splitlines()
            old, _, new = change.replace("|", "\n").partition(" ->")
            yield kind, old, new.removeprefix(" "), [line.strip() for line in answer]


def _findings(kind: str, old: str, new: str) -> list[str]:
    """What is answered about the file of this kind with ``old`` replaced by ``new``."""
    files = {name: text.encode() for name, text in FILES.values()}
    place, text = FILES[kind]
    assert old in text
    files[place] = text.replace(old, new, 1).encode()
    if kind == "Exceptions":
        findings = judge(files, [], date(2024, 6, 1), lambda _: False, is_whole=False).findings
    else:
        _, findings = loading.read(files)
    shown = [each for each in findings if each.file == place and not each.code.startswith("REF")]
    return [f"{each.code} {each.line} {each.what}" for each in shown]


@pytest.mark.parametrize(("kind", "old", "new", "answer"), list(_answers()))
def test_what_is_written_wrongly_is_answered_word_for_word(
    kind: str, old: str, new: str, answer: list[str]
) -> None:
    assert answer
    assert _findings(kind, old, new) == answer


def test_the_files_without_a_change_are_right() -> None:
    files = {name: text.encode() for name, text in FILES.values()}
    dangling = {"REF002", "REF004"}  # of lines that no act placed
    assert {each.code for each in loading.read(files)[1]} <= dangling
