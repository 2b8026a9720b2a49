"""The pages in a real browser: found, read, re-dated, printed; accessible; without network."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import pytest

from registry.engine.gaps import gaps
from registry.engine.view import View
from registry.law.files import write_folder
from registry.report.columns.gap_history import balance
from tests.site.conftest import DAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from registry.api import Registry

AXE: Final = Path(__file__).parents[2] / ".browser" / "axe.min.js"
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update",
                "--disable-sync")  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
QUESTIONS: Final = Path(__file__).parents[1] / "resolve" / "questions.csv"
ANSWERED: Final = frozenset(
    {"substance", "salt", "ester", "isomer", "trade-name", "class", "family", "list", "act"}
)
PAGES: Final = (
    "gaps-us-cn.html",
    "index.html",
    "lists.html",
    "about.html",
    "substance/fentanyl.html",
    "substance/xylazine.html",
    "substance/isotonitazene.html",
    "substance/norfentanyl.html",
    "list/cn/precursor-2.html",
    "act/cn/2024-07-11-announcement-800.html",
    "class/cn-nitazenes.html",
)
LONG: Final = ("substances.html", "acts.html", "list/us/schedule-1.html")
# Of the long pages axe reads a part: every row is made like the others.
PARTS: Final = ("substances.html?family=nitazenes", "acts.html")


def _missing(what: str) -> NoReturn:
    """Skip by name, or fail where reports are required."""
    if os.environ.get("REGISTRY_REPORTS") == "required":
        pytest.fail(f"{what} is missing, and REGISTRY_REPORTS is required")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = shutil.which("chromium")
    if util.find_spec("playwright") is None:
        _missing("playwright (pip install playwright)")
    if program is None:
        _missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as library:
        running = library.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def folder(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    place = tmp_path_factory.mktemp("site") / "out"
    write_folder(place, files, "site.json")
    return place


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own; whatever the pages complain of fails the test."""
    made = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    complaints: list[str] = []
    made.on("console", lambda one: complaints.append(one.text))
    made.on("weberror", lambda one: complaints.append(str(one.error)))
    yield made
    made.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("isotonitazene", "Isotonitazene"),
        ("芬太尼", "Fentanyl"),
        ("437-38-7", "Fentanyl"),
        ("437387", "Fentanyl"),
        ("XYLAZINE", "Xylazine"),
        ("N–desethyl isotonitazene", "N-Desethyl isotonitazene"),
        ("85 FR 51342", "Temporary placement of isotonitazene in schedule I"),
        ("麻醉药品品种目录", "PRC: Catalogue of narcotic drugs, 2013 edition"),
        ("9801", "Fentanyl"),
        ("盐酸赛拉嗪", "Xylazine"),
        ("fentanyl citrate", "Fentanyl"),
        ("990-73-8", "Fentanyl"),
        ("Ritalin", "Methylphenidate"),
        ("fentanly", "Fentanyl"),
        ("fentanyl precursors", "Fentanyl precursors"),
        ("尼秦类物质", "Nitazenes"),
    ],
)
def test_the_search_finds_names_numbers_and_citations(
    page: Page, folder: Path, typed: str, found: str
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Search").fill(typed)
    assert page.locator("#found b").first.text_content() == found


def test_a_short_name_finds_what_it_names_and_no_name_that_holds_it(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Search").fill("THC")
    assert page.locator("#found b").all_text_contents() == ["Dronabinol", "Tetrahydrocannabinols"]


def test_the_search_leads_where_the_resolver_leads(page: Page, folder: Path) -> None:
    """Of the questions with one answer, all but a few titles in other words and slips in titles."""
    questions = csv.DictReader(QUESTIONS.read_text(encoding="utf-8").splitlines())
    wanted = {row["input"]: _page_of(row) for row in questions if row["kind"] in ANSWERED}
    page.goto((folder / "index.html").as_uri())
    found = page.evaluate(
        """(inputs) => inputs.map((typed) => {
          const search = document.querySelector("#search");
          search.value = typed;
          search.dispatchEvent(new Event("input"));
          return document.querySelector("#found a")?.getAttribute("href") ?? "";
        })""",
        list(wanted),
    )
    missed = [typed for typed, path in zip(wanted, found, strict=True) if path != wanted[typed]]
    assert len(wanted) > 600
    assert len(missed) <= 4, missed


def _page_of(row: Mapping[str, str]) -> str:
    if row["kind"] == "family":
        return f"substances.html?family={row['of']}"
    kind = row["kind"] if row["kind"] in {"class", "list", "act"} else "substance"
    return f"{kind}/{row['of']}.html"


def test_two_days_are_compared_by_the_acts_that_turned_gaps(
    page: Page, folder: Path, lists: Registry
) -> None:
    start, end = date(2024, 6, 1), date(2024, 10, 1)
    runs = lists.gap_history("us", "cn", start=start, end=end)
    page.goto((folder / "gaps-us-cn.html").as_uri())
    page.get_by_label("First day").fill(str(start))
    page.get_by_label("Last day").fill(str(end))
    assert page.locator("[data-balance]").text_content() == balance(runs, start, end)
    act = page.locator("[data-turns] li", has_text="Seven substances listed as precursor")
    assert "closed 3" in (act.text_content() or "")


@pytest.mark.parametrize("pair", [("us", "un"), ("cn", "un")])
def test_the_other_pairs_count_as_their_gap_reports(
    page: Page, folder: Path, view: View, pair: tuple[str, str]
) -> None:
    page.goto((folder / f"gaps-{pair[0]}-{pair[1]}.html").as_uri())
    for kind, count in gaps(view, *pair, DAY).counts.items():
        cell = page.locator(f'tfoot td[data-kind="{kind}"]')
        assert (cell.text_content(), cell.is_visible()) == (str(count), count > 0), kind


def test_a_substance_is_opened_with_the_keyboard_alone(page: Page, folder: Path) -> None:
    page.goto((folder / "about.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("赛拉嗪")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/substance/xylazine.html")
    assert "Xylazine" in (page.locator("h1").text_content() or "")


def test_nothing_found_says_nothing_about_the_law(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Search").fill("no such thing")
    assert "says nothing about the law" in (page.locator("#found").text_content() or "")


def test_another_day_changes_the_status(page: Page, folder: Path) -> None:
    page.goto((folder / "substance" / "xylazine.html").as_uri())
    card = page.locator('.card[data-place="cn"]')
    assert "Controlled since 2024-07-15" in (card.text_content() or "")
    page.get_by_label("Another day").fill("2024-07-14")
    assert "Not listed, verified through" in (card.text_content() or "")
    assert "Announced 2024-07-11" in (card.text_content() or "")
    assert page.locator('[data-field="kind"]').text_content() == "neither"
    assert page.locator("tbody.standing tr[data-since]").count() == 4
    page.get_by_role("button", name="Back to 2026-11-24").click()
    assert "Controlled since 2024-07-15" in (card.text_content() or "")


def test_the_day_goes_with_the_reader_from_page_to_page(page: Page, folder: Path) -> None:
    page.goto((folder / "substances.html").as_uri() + "?on=2024-08-06&family=nitazenes")
    page.get_by_role("link", name="Metonitazene", exact=True).click()
    page.wait_for_url("**/substance/metonitazene.html?on=2024-08-06")
    assert page.locator("[data-day]").first.text_content() == "2024-08-06"


@pytest.mark.parametrize("day", ["2019-05-01", "2024-08-06", "2025-07-21"])
def test_the_matrix_of_another_day_counts_as_the_gap_report_of_that_day(
    page: Page, folder: Path, view: View, day: str
) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Another day").fill(day)
    found = gaps(view, "us", "cn", date.fromisoformat(day))
    for kind, count in found.counts.items():
        shown = page.locator(f'tfoot td[data-kind="{kind}"]').text_content()
        assert shown == str(count), kind
    for (family, kind), count in found.tally.items():
        cell = page.locator(f'tbody td[data-family="{family}"][data-kind="{kind}"]')
        assert cell.text_content() == str(count), (family, kind)


def test_a_number_of_the_matrix_leads_to_its_rows(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri() + "?on=2024-08-06")
    cell = page.locator('td[data-family="nitazenes"][data-kind="only-b"] a')
    count = int(cell.text_content() or "")
    cell.click()
    page.wait_for_url("**/substances.html?*")
    assert page.locator("tr[data-id]:visible").count() == count > 0
    assert page.get_by_label("Family").input_value() == "nitazenes"


def test_a_list_shows_the_lines_of_another_day(page: Page, folder: Path) -> None:
    page.goto((folder / "list" / "cn" / "precursor-2.html").as_uri())
    page.get_by_label("Another day").fill("2024-08-31")
    before = int(page.locator("[data-standing]").text_content() or "")
    page.get_by_label("Another day").fill("2024-09-01")
    assert int(page.locator("[data-standing]").text_content() or "") == before + 7
    assert page.locator("tbody.standing tr[data-since]").count() == before + 7


def test_a_source_is_followed_from_an_act(
    context: BrowserContext, page: Page, folder: Path
) -> None:
    asked: list[str] = []

    def answer(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        route.fulfill(status=200, content_type="text/html", body="the source")  # type: ignore[attr-defined]

    context.route(re.compile("^https:"), answer)
    page.goto((folder / "substance" / "isotonitazene.html").as_uri())
    page.get_by_role("link", name="85 FR 51342", exact=True).last.click()
    page.wait_for_url("https://www.federalregister.gov/citation/85-FR-51342")
    assert asked == ["https://www.federalregister.gov/citation/85-FR-51342"]


def test_no_request_leaves_the_folder(context: BrowserContext, page: Page, folder: Path) -> None:
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    for name in (*PAGES, *LONG):
        page.goto((folder / name).as_uri())
    page.get_by_label("Search").fill("fentanyl")
    assert len(asked) > len(PAGES)
    assert {one for one in asked if not one.startswith(folder.as_uri())} == set()


LOOKS: Final = [(scheme, size) for scheme in ("light", "dark") for size in ("wide", "phone")]


@pytest.mark.parametrize("look", range(len(LOOKS)), ids=map("-".join, LOOKS))
def test_axe_finds_no_violation(browser: Browser, folder: Path, look: int) -> None:
    """Each page in one look and each look on some pages; all pages in all looks: below."""
    parts = PARTS if look == 0 else ()
    _assert_no_barrier(browser, folder, LOOKS[look], (*PAGES[look :: len(LOOKS)], *parts))


@pytest.mark.soak
@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_axe_finds_no_violation_in_any_look(
    browser: Browser, folder: Path, look: tuple[str, str]
) -> None:
    _assert_no_barrier(browser, folder, look, PAGES)


def _assert_no_barrier(
    browser: Browser, folder: Path, look: tuple[str, str], names: Sequence[str]
) -> None:
    if not AXE.is_file():
        _missing("axe-core (make browser)")
    scheme, size = look
    viewport = PHONE if size == "phone" else WIDE
    context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for name in names:
        page.goto(f"{folder.as_uri()}/{name}")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        result = page.evaluate("axe.run()")
        found = [
            (one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"])
            for one in result["violations"]
        ]
        assert found == [], name
    context.close()


@pytest.mark.parametrize("every", [400, pytest.param(40, marks=pytest.mark.soak)])
def test_no_page_is_wider_than_a_telephone(browser: Browser, folder: Path, every: int) -> None:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    for name in [*PAGES, *LONG, *names[::every]]:
        page.goto((folder / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    context.close()


def test_a_page_without_script_says_the_same_of_its_day(browser: Browser, folder: Path) -> None:
    said = {}
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto((folder / "substance" / "norfentanyl.html").as_uri())
        said[script] = [
            page.locator("section").nth(number).inner_text()
            for number in range(page.locator("section").count())
        ]
        assert page.locator("form").first.is_visible() is script
        context.close()
    assert said[True] == said[False]


def test_a_printed_page_leaves_out_what_paper_cannot_do(page: Page, folder: Path) -> None:
    page.emulate_media(media="print")
    page.goto((folder / "substance" / "fentanyl.html").as_uri())
    assert not page.locator("nav").first.is_visible()
    assert not page.get_by_label("Another day").is_visible()
    assert page.locator(".card").first.is_visible()
