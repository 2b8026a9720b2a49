"""What the tool never says: it judges a structure, and gives no hint how to leave a class."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from registry.chemistry import names
from registry.chemistry.classify import OUTSIDE, Engine
from registry.chemistry.verdict import CAVEAT
from registry.cli import app

pytestmark = pytest.mark.usefixtures("one_registry")

HERE: Final = Path(__file__).parent
ON: Final = date(2026, 11, 24)
BENDAZOL: Final = "c1ccc(Cc2nc3ccccc3[nH]2)cc1"


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]
Documents = Callable[..., dict[str, Any]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command, run in this process."""

    def call(*words: str) -> Done:
        command = ["registry", "classify", "--on", "2026-11-24", *words]
        monkeypatch.setattr(sys, "argv", command)
        code = app.run()
        return Done(code, *capfd.readouterr())

    return call


@pytest.fixture
def document(run: Run) -> Documents:
    """The command's JSON document."""

    def call(*words: str) -> dict[str, Any]:
        done = run(*words, "--json")
        assert done.code == 0, done.err
        found: dict[str, Any] = json.loads(done.out)
        return found

    return call


def cases() -> list[dict[str, str]]:
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_structure_outside_is_told_one_sentence_and_no_more(engine: Engine) -> None:
    seen = 0
    for smiles in sorted({one["smiles"] for one in cases()}):
        identity = engine.compounds.identify(smiles, ON)
        if identity.is_known:
            continue
        for text in engine.in_force(ON):
            found = engine.judge(text, identity, ON)
            if found.verdict == "out":
                seen += 1
                assert (found.reason, found.form) == (OUTSIDE, None)
                assert (found.clauses, found.modifications) == ((), ())
    assert seen > 100


def test_a_mixture_with_a_substance_of_the_registry_opens_nothing(engine: Engine) -> None:
    mixture = f"{BENDAZOL}.CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
    identity = engine.compounds.identify(mixture, ON)
    assert identity.substance is not None
    reasons = {
        found.reason
        for text in engine.in_force(ON)
        if (found := engine.judge(text, identity, ON)).verdict == "out"
    }
    assert reasons == {OUTSIDE}


def test_a_stereoisomer_that_the_registry_does_not_hold_is_no_substance_of_it(
    engine: Engine,
) -> None:
    fentanyl_like = "CCC(=O)N(c1ccccc1)[C@H]1CCN(C[C@H](C)c2ccccc2)CC1"
    assert not engine.compounds.identify(fentanyl_like, ON).is_known


@pytest.mark.parametrize("given", [BENDAZOL, "remifentanil", "jwh-018"])
def test_every_out_carries_the_caveat_on_other_law(document: Documents, given: str) -> None:
    outs = [one for one in document(given)["verdicts"] if one["verdict"] == "out"]
    assert outs
    assert {one["caveat"] for one in outs} == {CAVEAT}
    assert "802(32), 813" in CAVEAT
    assert "other law" in CAVEAT


def test_no_line_by_name_is_said_with_the_days_that_the_lists_are_verified_for(
    run: Run, document: Documents
) -> None:
    said = " ".join(run(BENDAZOL).out.split())
    assert "No line standing that day names it" in said
    assert "Held whole: US from 1971-05-01, verified through 2026-09-21; PRC" in said
    assert document(BENDAZOL)["lists"][0] == {
        "jurisdiction": "us",
        "complete_from": "1971-05-01",
        "verified_through": "2026-09-21",
        "beyond_verified": True,
    }


def test_no_output_form_says_more_of_a_structure_outside(run: Run, tmp_path: Path) -> None:
    outputs = [run(BENDAZOL).out, run(BENDAZOL, "--json").out]
    outputs += [run(BENDAZOL, "--format", form).out for form in ("csv", "markdown")]
    assert run(BENDAZOL, "-o", str(tmp_path / "out.xlsx")).code == 0
    for text in outputs:
        assert OUTSIDE.split("of this")[0].strip() in " ".join(text.split())
        for hint in ("no clause", "no form", "chain", "hydrogen", "ethylene", "amino group"):
            assert hint not in text


def test_a_substance_of_the_registry_is_told_what_no_clause_covers(document: Documents) -> None:
    found = {one["class"]: one for one in document("norfentanyl")["verdicts"]}["cn-fentanyl"]
    assert found["reason"] == ("No clause covers the nitrogen of the piperidine ring (hydrogen).")
    assert [one["clause"] for one in found["clauses"]] == [None]


def test_the_document_has_the_keys_of_the_contract(document: Documents) -> None:
    found = document("O=C(c1ccco1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1.Cl")
    assert found["schema"] == "cs-registry/classify/1"
    assert found["substance"]["id"] == "furanylfentanyl"
    assert set(found["software"]) == {"rdkit", "registry"}
    by_class = {one["class"]: one for one in found["verdicts"]}
    frs = by_class["us-fentanyl-related"]
    assert (frs["text_satisfied"], frs["verdict"]) == (True, "in-but-listed")
    assert frs["clause_ids"] == ["E"]
    assert frs["clauses"][0]["text"] == (
        "another acyl group stands in place of the N-propionyl group"
    )
    assert frs["citation"].startswith("Pub. L. 119-26")
    assert frs["rule"].startswith("sha256:")
    assert by_class["us-barbituric-acid-derivatives"]["text_satisfied"] is None
    listed = {(one["jurisdiction"], one["relation"]) for one in found["listed"]}
    assert {("us", "salt"), ("cn", "salt")} <= listed


UNREADABLE = {
    "C1CC": "it is no SMILES that can be read.",
    "-C": "it is no SMILES that can be read.",
    "C(F)(F)(F)(F)F": "Explicit valence for atom # 0 C, 5, is greater than permitted.",
    "InChI=": "it is no InChI that can be read.",
    "InChI=1S/nonsense": "it is no InChI that can be read.",
}


@pytest.mark.parametrize(("written", "why"), UNREADABLE.items())
def test_what_is_no_structure_is_refused(run: Run, written: str, why: str) -> None:
    done = run("--json", "--", written)
    assert (done.code, done.out) == (2, "")
    assert done.err == f'"{written}" is not judged: {why}\n'


NOT_JUDGED = {
    "*": "It holds an atom that is not said (a polymer, a part or a query).",
    "*CCO": "It holds an atom that is not said (a polymer, a part or a query).",
    "[H][H]": "It holds no atom but hydrogen.",
    "CC[Hg]Cl": "A metal is bound in it.",
    "C$C": "No InChIKey can be made of it.",
    "C" * 401: "It has more than 400 heavy atoms.",
}


@pytest.mark.parametrize(("written", "why"), NOT_JUDGED.items())
def test_what_cannot_be_judged_is_said_not_to_be(
    document: Documents, written: str, why: str
) -> None:
    verdicts = document(written)["verdicts"]
    assert {one["verdict"] for one in verdicts} == {"not-judged"}
    assert {one["reason"] for one in verdicts} == {why}
    assert {one["text_satisfied"] for one in verdicts} == {None}


def test_too_many_esters_are_not_judged_where_they_would_matter(document: Documents) -> None:
    found = document("C(OC(C)=O)" * 30)["verdicts"]
    reasons = {one["class"]: one["reason"] for one in found if one["verdict"] == "not-judged"}
    assert set(reasons) == {
        "us-anabolic-steroids", "us-barbituric-acid-derivatives", "us-fentanyl-related",
    }  # fmt: skip
    assert reasons["us-anabolic-steroids"] == "Its esters and ethers can be cut in too many ways."


def test_an_unknown_name_is_refused_with_the_nearest(run: Run) -> None:
    done = run("fentanil-like thing")
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith('no substance "fentanil-like thing"')


def test_without_java_a_systematic_name_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = run("N,N-diethylethanamine oxide")
    assert done.code == 2
    assert "install cs-registry[names] and a Java runtime" in done.err


def test_an_inchi_and_a_substance_are_read_like_the_smiles(document: Documents) -> None:
    fentanyl = (
        "InChI=1S/C22H28N2O/c1-2-22(25)24(20-11-7-4-8-12-20)21-14-17-23(18-15-21)16-13-19-9-5-3-6"
        "-10-19/h3-12,21H,2,13-18H2,1H3"
    )
    by_name, by_inchi = document("437-38-7"), document(fentanyl)
    assert by_inchi["input"]["read_as"] == "InChI"
    assert by_name["input"]["read_as"] == "substance, by CAS number"
    assert by_name["verdicts"] == by_inchi["verdicts"]


def test_the_same_input_gives_the_same_bytes(run: Run) -> None:
    assert run("jwh-018", "--json").out == run("jwh-018", "--json").out


OPSIN_NAME: Final = "N-phenyl-N-(1-phenethylpiperidin-4-yl)cyclopropanecarboxamide"


@pytest.mark.skipif(names.missing() is not None, reason="needs py2opsin and Java")
def test_a_systematic_name_is_read_by_opsin(document: Documents) -> None:
    found = document(OPSIN_NAME)
    assert found["input"]["read_as"] == "systematic name, by OPSIN"
    assert found["substance"]["id"] == "cyclopropylfentanyl"


def test_without_rdkit_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdkit", None)
    done = run("fentanyl")
    assert (done.code, done.out) == (2, "")
    assert "install cs-registry[chem]" in done.err
