"""The action and the hooks, run as their users run them: in a scratch repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from ruamel.yaml import YAML

from registry.cli.app import COMMANDS

ROOT: Final = Path(__file__).parents[1]
REGISTRY: Final = Path(sys.executable).with_name("registry")
ACT: Final = "schedules/us/acts/2020-01-01-act.toml"
FILES: Final = {
    "schedules/registry.toml": 'schema = 1\nversion = "2024.03.01"\ntitle = "Test"\n',
    "schedules/us/schedules.toml": (
        'name = "United States"\nshort = "US"\n\n[schedules.schedule-2]\ntitle = "Schedule II"\n'
        'instrument = "21 CFR 1308.12"\nregime = "drug"\ncomplete = false\n'
        "verified_through = 2024-02-01\n"
    ),
    "schedules/substances/opioids.toml": '[fentanyl]\nname = "Fentanyl"\n',
    ACT: (
        'title = "An act"\nkind = "rule"\nauthority = ["DEA"]\ncitation = "85 FR 1"\n'
        'source = "https://example.org"\nevidence = "official"\npublished = 2020-01-01\n'
        'effective = 2020-02-01\n[[add]]\nschedule = "schedule-2"\nsubstances = ["fentanyl"]\n'
    ),
}
EXPRESSION: Final = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


def _yaml(name: str) -> Any:  # noqa: ANN401 (whatever the file holds)
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


class Ran(NamedTuple):
    """How a step ended, what it said, and its outputs."""

    code: int
    said: str
    outputs: dict[str, str]


class Repository:
    """A scratch repository with a small registry, in which steps of the action are run."""

    def __init__(self, place: Path) -> None:
        self.root, self.temp = place / "checkout", place / "runner"
        self.temp.mkdir(exist_ok=True)

    def begin(self) -> None:
        """Write the small registry and commit it."""
        for name, text in FILES.items():
            self.write(name, text)
        self._run(str(REGISTRY), "build")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("first")

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def commit(self, message: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        return self._run("git", *who, *words).stdout

    def _run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            words,
            cwd=self.root,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=os.environ | {"XDG_CACHE_HOME": str(self.temp)} | more,
        )
        assert more or done.returncode == 0, done.stderr
        return done

    def step(self, name: str, **known: str) -> Ran:
        """One step of the action; ``known`` are the values of its expressions, dots as ``_``."""
        (step,) = (one for one in _yaml("action.yml")["runs"]["steps"] if one["name"] == name)
        output, summary = self.temp / "output", self.temp / "summary"
        output.write_text("", encoding="utf-8")
        environment = {
            key: EXPRESSION.sub(lambda one: known[_key(one[1])], str(value))
            for key, value in step.get("env", {}).items()
        } | {
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.temp),
        }
        done = self._run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"],
                         **environment)  # fmt: skip
        rows = output.read_text(encoding="utf-8").splitlines()
        outputs = dict(row.split("=", 1) for row in rows)
        return Ran(done.returncode, done.stdout + done.stderr, outputs)


def _key(expression: str) -> str:
    """The last name of an expression: ``steps.install.outputs.registry || 0`` is ``registry``."""
    return expression.split(" ", maxsplit=1)[0].rpartition(".")[2]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("template")
    Repository(place).begin()
    return place


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Repository:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Repository(tmp_path)


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
    for step in _yaml("action.yml")["runs"]["steps"]:
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
    (step,) = (one for one in _yaml("action.yml")["runs"]["steps"] if one["id"] == "verdict")
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
    for step in _yaml("action.yml")["runs"]["steps"]:
        calls = re.findall(r'(?:\$PYTHON|/python)" (?!>>)(\S+)', step["run"])
        assert set(calls) <= {"-I"}, step["name"]
        assert not re.search(r"^\s*(python|pip|registry)", step["run"], re.MULTILINE)


# the hooks


def _entries() -> Iterator[list[str]]:
    for hook in _yaml(".pre-commit-hooks.yaml"):
        yield hook["entry"].split()


def test_every_hook_calls_a_command_that_is_there() -> None:
    for words in _entries():
        assert (words[0], words[1] in COMMANDS) == ("registry", True)


@pytest.mark.parametrize(
    ("file", "is_ours"),
    [
        (ACT, True),
        ("data/schedules/us/reconcile/totals.csv", True),
        ("seeds/paper.toml", True),
        ("README.md", False),
        ("my-schedules/a.toml", False),
    ],
)
def test_the_hook_takes_the_files_of_a_registry(file: str, *, is_ours: bool) -> None:
    (hook,) = (one for one in _yaml(".pre-commit-hooks.yaml") if "files" in one)
    assert bool(re.search(hook["files"], file)) == is_ours


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A repository's folder with the schedules of ours."""
    for folder in ("schedules", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / "law" / folder)
    return tmp_path / "law"


def _hook(words: list[str], place: Path, *, has_rdkit: bool = True) -> Ran:
    """One hook as pre-commit calls it, with one file; without RDKit as its import would fail."""
    blocked = place.parent / "blocked"
    blocked.mkdir(exist_ok=True)
    (blocked / "sitecustomize.py").write_text("import sys\nsys.modules['rdkit'] = None\n")
    more = {} if has_rdkit else {"PYTHONPATH": str(blocked)}
    files = ["schedules/registry.toml"] if words[1] == "check" else []
    done = subprocess.run(
        [str(REGISTRY), *words[1:], *files],
        cwd=place,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | more,
    )
    return Ran(done.returncode, done.stdout + done.stderr, {})


@pytest.mark.parametrize("has_rdkit", [True, False])
def test_the_hooks_pass_on_our_own_data(law: Path, *, has_rdkit: bool) -> None:
    for words in _entries():
        ran = _hook(words, law, has_rdkit=has_rdkit)
        assert ran.code == 0, ran.said
        assert ("coverage.csv" in ran.said) != has_rdkit


def test_without_rdkit_a_stale_list_still_fails(law: Path) -> None:
    table = law / "schedules/us/consolidated.csv"
    table.write_bytes(table.read_bytes() + b"x\n")
    for words in _entries():
        assert _hook(words, law, has_rdkit=False).code == 1


def test_the_hooks_fail_where_the_data_lie_elsewhere(law: Path) -> None:
    """A repository with its data in a folder below: no other data are checked in their place."""
    for words in _entries():
        ran = _hook([*words, "--"], law.parent)
        assert ran.code == 2
        assert "no schedules/registry.toml here or above" in ran.said


def _readme_config(source: Path, revision: str) -> str:
    """The documented hook configuration, with the place and the revision filled in."""
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    (config,) = re.findall(r"```yaml\n(repos:\n.*?)```", text, re.DOTALL)
    filled = str(config).replace("https://github.com/OWNER/cs-registry", str(source))
    return filled.replace("COMMIT", revision)


@pytest.mark.skipif(
    os.environ.get("REGISTRY_HOOKS") != "required", reason="make test-hooks installs pre-commit"
)
def test_the_readme_hooks_pass_on_our_own_data(
    repository: Repository, tmp_path: Path, law: Path
) -> None:
    source = tmp_path / "source"
    repository.git("clone", "--quiet", str(ROOT), str(source))
    revision = repository.git("-C", str(source), "rev-parse", "HEAD").strip()
    for folder in ("schedules", "seeds"):
        shutil.rmtree(repository.root / folder, ignore_errors=True)
        shutil.copytree(law / folder, repository.root / folder)
    repository.write(".pre-commit-config.yaml", _readme_config(source, revision))
    repository.commit("our data, the README's hooks")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    ran = repository._run(sys.executable, "-m", "pre_commit", "run", "--all-files", **home)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.skipif(
    os.environ.get("REGISTRY_HOOKS") != "required", reason="make test-hooks installs pre-commit"
)
def test_the_hooks_stop_a_commit(repository: Repository, tmp_path: Path) -> None:
    source = tmp_path / "source"
    repository.git("clone", "--quiet", str(ROOT), str(source))
    revision = repository.git("-C", str(source), "rev-parse", "HEAD").strip()
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n"
        "      - id: registry-check\n      - id: registry-build-check\n",
    )
    base = repository.commit("use the hooks")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    hook = (sys.executable, "-m", "pre_commit")
    assert repository._run(*hook, "install", **home).returncode == 0
    repository.write(ACT, FILES[ACT].replace("2020-02-01", "2020-03-01"))
    repository.git("add", "--all")
    commit = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-m", "late")
    stopped = repository._run(*commit, **home)
    assert stopped.returncode == 1, stopped.stderr
    assert "GEN102" in stopped.stderr
    assert repository.git("rev-parse", "HEAD").strip() == base
    repository._run(str(REGISTRY), "build")
    repository.git("add", "--all")
    passed = repository._run(*commit, **home)
    assert passed.returncode == 0, passed.stderr
