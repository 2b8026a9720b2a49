"""The pages of the project are true: every command in them prints what stands below it.

``python -m tests.test_readme`` writes outputs, counts and the picture anew; look at what changed
before committing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from docs import gap_matrix
from registry.cli.app import COMMANDS
from registry.engine.fold import fold
from registry.law.loading import load

ROOT: Final = Path(__file__).parents[1]
README: Final = ROOT / "README.md"
DATA: Final = ROOT / "docs" / "data.md"
PAGES: Final = (README, *sorted((ROOT / "docs").glob("*.md")))
LINKING: Final = (*PAGES, *sorted(ROOT.glob("[A-Z]*.md")), ROOT / "schedules" / "GUIDE.md")
BLOCK: Final = re.compile(
    r"```console\n\$ registry (?P<command>[^\n]+)\n(?P<shown>.*?)```", re.DOTALL
)
COUNTS: Final = re.compile(
    r"(<!-- counts: checked by a test -->\n).*?(?=\n- United States)", re.DOTALL
)
LINK: Final = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
WIDTH: Final = "118"


def output_of(command: str, folder: Path) -> str:
    """What ``registry <command>`` prints on a terminal of the pages' width, through its pipe."""
    words, _, pipe = command.partition(" | ")
    data = [] if words.startswith("explain") else ["--data", str(ROOT)]
    environment = {**os.environ, "COLUMNS": WIDTH, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "registry", *words.split(), *data],
        capture_output=True,
        check=True,
        cwd=folder,
        env=environment,
    )
    if not pipe:
        return done.stdout.decode()
    shell = ["/bin/sh", "-c", pipe]
    return subprocess.run(shell, input=done.stdout, capture_output=True, check=True).stdout.decode()


def counts() -> str:
    """The sentence that says how much the data hold."""
    record = load(ROOT)
    stays = [one.states[-1][1] for one in fold(record.acts.values()).listings]
    levels = ("official", "secondary", "unverified")
    named = ", ".join(
        f"{sum(one.evidence == level for one in stays):,} {level}" for level in levels
    )
    dated = ", ".join(
        f"{sum(one.date_evidence == level for one in stays):,} {level}" for level in levels
    )
    return (
        f"\n{len(record.substances):,} substances, {len(record.acts):,} acts, {len(stays):,} "
        f"listings past and present.\nEvidence of the listings: {named}; of their dates: {dated}.\n"
    )


def blocks() -> Iterator[tuple[str, str, str]]:
    """Every command in the pages: the page, the command, what stands below it."""
    for page in PAGES:
        for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
            yield str(page.relative_to(ROOT)), block["command"], block["shown"]


def anchors(page: Path) -> set[str]:
    """The places in a page that a link may lead to, named as they are on GitHub."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize(("page", "command", "shown"), list(blocks()))
def test_a_page_shows_what_the_command_prints(
    page: str, command: str, shown: str, tmp_path: Path
) -> None:
    assert shown == output_of(command, tmp_path), page


def test_the_first_screen_is_one_question_with_its_answer() -> None:
    text = README.read_text(encoding="utf-8").splitlines()
    (start,) = (number for number, line in enumerate(text) if line == "```console")
    assert start < 10
    assert text.index("```", start) - start < 12
    assert len(text) <= 120


def test_the_counts_of_the_data_are_those_of_the_data() -> None:
    assert counts() in DATA.read_text(encoding="utf-8")


def test_the_picture_shows_the_gaps_of_the_data() -> None:
    assert gap_matrix.PICTURE.read_text(encoding="utf-8") == gap_matrix.drawn(gap_matrix.answer())


def test_every_command_of_the_tool_is_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`registry {name}" not in text] == []


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        file, _, anchor = link["target"].partition("#")
        if ":" in file:
            continue  # the web
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link[0]
        assert not anchor or anchor in anchors(target), link[0]


def test_every_page_is_linked_from_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT).as_posix() for page in LINKING if page != README]
    assert [page for page in pages if f"({page})" not in text] == []


def rewrite(folder: Path) -> None:
    """Put the real outputs, the counts and the picture into the pages."""
    for page in PAGES:
        text = BLOCK.sub(
            lambda block: (
                f"```console\n$ registry {block['command']}\n"
                f"{output_of(block['command'], folder)}```"
            ),
            page.read_text(encoding="utf-8"),
        )
        page.write_text(COUNTS.sub(lambda block: block[1] + counts(), text), encoding="utf-8")
    gap_matrix.PICTURE.write_text(gap_matrix.drawn(gap_matrix.answer()), encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        rewrite(Path(place))
