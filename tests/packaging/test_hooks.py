"""The hooks, run as pre-commit runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.cli.app import COMMANDS
from tests.packaging.repository import ACT, FILES, REGISTRY, ROOT, Ran, Repository, yaml_of

# the hooks


def _entries() -> Iterator[list[str]]:
    for hook in yaml_of(".pre-commit-hooks.yaml"):
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
    (hook,) = (one for one in yaml_of(".pre-commit-hooks.yaml") if "files" in one)
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
