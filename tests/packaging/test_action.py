"""The action, run step by step as a job runs it: in a scratch repository."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from registry.cli.app import COMMANDS
from tests.packaging.repository import ACT, FILES, REGISTRY, Ran, Repository, yaml_of


@pytest.fixture
def check(repository: Repository) -> Callable[..., Ran]:
    """The steps that find what changed and check it."""

    def run(base: str, form: str = "text") -> Ran:
        changed = repository.step("Find what changed", base=base, data=".")
        assert changed.code == 0, changed.said
        return repository.step("Check", data=".", format=form, python=sys.executable)

    return run


# the action


def test_every_step_takes_what_it_is_given_through_the_environment() -> None:
    for step in yaml_of("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"], step["name"]
        assert step["shell"] == "bash"


def test_without_a_pull_request_all_is_checked(check: Callable[..., Ran]) -> None:
    ran = check("")
    assert (ran.code, ran.outputs) == (0, {"status": "0"})
    assert ran.said.endswith("warnings, 1 notes.\n")


def test_a_fault_in_a_changed_file_is_found(
    repository: Repository, check: Callable[..., Ran]
) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    repository.write(ACT, FILES[ACT].replace("85 FR 1", ""))
    repository.commit("spoil")
    ran = check(base)
    assert (ran.code, ran.outputs) == (0, {"status": "1"})
    assert f"{ACT}:4  PRO101" in ran.said


def test_no_exception_holds_in_a_changed_file(
    repository: Repository, check: Callable[..., Ran]
) -> None:
    excuse = (
        f'[[exception]]\ncode = "PRO104"\nfile = "{ACT}"\nwhat = "http://"\nsince = 2020-01-01\n'
        'reason = "The site has no https."\n'
    )
    repository.write("schedules/exceptions.toml", excuse)
    repository.write(ACT, FILES[ACT].replace("https", "http"))
    base = repository.commit("an old fault, excused")
    assert check(base).outputs == {"status": "0"}
    repository.write(ACT, FILES[ACT].replace("https", "http").replace("An act", "The act"))
    repository._run(str(REGISTRY), "build")
    repository.commit("edit the file")
    assert check(base).outputs == {"status": "1"}


def test_a_deleted_act_is_missed_elsewhere(
    repository: Repository, check: Callable[..., Ran]
) -> None:
    later = FILES[ACT].replace("2020-0", "2021-0").replace("[[add]]", "[[remove]]")
    later = later.replace('substances = ["fentanyl"]', 'line = "fentanyl"')
    repository.write("schedules/us/acts/2021-01-01-later.toml", later)
    base = repository.commit("an act that needs the first")
    (repository.root / ACT).unlink()
    repository.commit("delete the first")
    ran = check(base)
    assert ran.outputs == {"status": "1"}
    assert "CON102" in ran.said


def test_odd_file_names_are_passed_whole(repository: Repository, check: Callable[..., Ran]) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    repository.write("schedules/us/a b\n$(touch x)`y`'é.toml", "x = 1\n")
    repository.commit("an odd name")
    ran = check(base)
    assert ran.outputs == {"status": "1"}
    assert "SCH005" in ran.said
    assert not (repository.root / "x").exists()


def test_a_base_that_the_checkout_does_not_hold_could_not_run(repository: Repository) -> None:
    ran = repository.step("Find what changed", base="0" * 40, data=".")
    assert (ran.code, ran.outputs) == (2, {})
    assert "::error title=Could not run::" in ran.said
    assert "fetch-depth 0" in ran.said


def test_a_review_that_fails_never_reads_as_no_change(repository: Repository) -> None:
    ran = repository.step("Review", base="HEAD", comment="", data=".", python="/bin/false")
    assert (ran.code, ran.outputs["status"]) == (0, "2")
    comment = Path(ran.outputs["comment"])
    assert comment == repository.temp / "registry-review.md"
    assert comment.read_text(encoding="utf-8").startswith("The review could not run (exit 1).")
    assert (repository.temp / "summary").read_bytes() == comment.read_bytes()


@pytest.mark.skipif("review" not in COMMANDS, reason="registry review is not built yet")
def test_the_review_is_written_for_the_job_that_may_comment(repository: Repository) -> None:
    repository.write(ACT, FILES[ACT].replace("2020-02-01", "2020-03-01"))
    known = {"comment": "", "data": ".", "python": sys.executable}
    ran = repository.step("Review", base="HEAD", **known)
    assert ran.outputs["status"] == "1"
    assert "2020-03-01" in Path(ran.outputs["comment"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("checked", "reviewed", "worst"), [("0", "0", 0), ("1", "0", 1), ("0", "1", 1), ("1", "2", 2)]
)
def test_the_verdict_is_the_worse_of_both(
    repository: Repository, checked: str, reviewed: str, worst: int
) -> None:
    # both outputs are called status; the names of the variables tell them apart
    (step,) = (one for one in yaml_of("action.yml")["runs"]["steps"] if one["id"] == "verdict")
    assert "steps.check." in step["env"]["CHECKED"]
    assert "steps.review." in step["env"]["REVIEWED"]
    output = {"GITHUB_OUTPUT": str(repository.temp / "output")}
    script = ("bash", "-eo", "pipefail", "-c", step["run"])
    done = repository._run(*script, CHECKED=checked, REVIEWED=reviewed, **output)
    assert done.returncode == worst


HOSTILE: Final = (
    "venv.py",
    "pip/__init__.py",
    "pip/__main__.py",
    "sitecustomize.py",
    "usercustomize.py",
    "encodings/__init__.py",
    "registry/__init__.py",
    "registry/__main__.py",
    "rdkit/__init__.py",
    "click/__init__.py",
    "json.py",
)
WHEEL: Final = "cs_registry-1-py3-none-any.whl"


def _wheel(folder: Path) -> Path:
    """A wheel that stands for the tool: the step installs it without network."""
    about = "cs_registry-1.dist-info"
    with zipfile.ZipFile(folder / WHEEL, "w") as archive:
        archive.writestr(
            f"{about}/METADATA",
            "Metadata-Version: 2.1\nName: cs-registry\nVersion: 1\nProvides-Extra: chem\n",
        )
        archive.writestr(
            f"{about}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{about}/RECORD", "")
    return folder / WHEEL


def test_no_step_runs_code_of_the_checkout(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = repository.git("rev-parse", "HEAD").strip()
    ran = tmp_path / "ran"
    for name in HOSTILE:
        repository.write(name, f"open({str(ran)!r}, 'a').write({name!r})\n")
    repository.write("hostile.pth", f"import sys; open({str(ran)!r}, 'a')\n")
    repository.commit("a pull request that would judge itself")
    monkeypatch.setenv("PYTHONPATH", ".")  # the worst that a workflow can set
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    installed = repository.step("Install", python=sys.executable, action_path=str(_wheel(tmp_path)))
    assert installed.code == 0, installed.said
    assert Path(installed.outputs["python"]).is_file()
    known = {"data": ".", "base": base, "python": sys.executable}
    repository.step("Find what changed", **known)
    assert repository.step("Check", format="text", **known).outputs == {"status": "0"}
    assert repository.step("Review", comment="", **known).outputs["status"] == "0"
    assert not ran.exists(), ran.read_text()


def test_every_python_of_the_action_is_isolated() -> None:
    for step in yaml_of("action.yml")["runs"]["steps"]:
        calls = re.findall(r'(?:\$PYTHON|/python)" (?!>>)(\S+)', step["run"])
        assert set(calls) <= {"-I"}, step["name"]
        assert not re.search(r"^\s*(python|pip|registry)", step["run"], re.MULTILINE)
