"""The pages: whole, linked, escaped, the same twice, and counting as the gap report counts."""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

import pytest

from registry import api
from registry.api import Registry
from registry.engine.gaps import Gaps
from registry.engine.view import View
from registry.report.kinds import headline
from registry.report.site import links
from registry.report.site.facts import PAGE_KINDS
from registry.report.site.pages import build

Make = Callable[..., dict[str, bytes]]
HREF: Final = re.compile(r'<a [^>]*?href="([^"]*)"([^>]*)>|(?:src|href)="([^"]*)"')
IDS: Final = re.compile(r' id="([^"]*)"')
CELL: Final = re.compile(
    r'<td class="[^"]*" data-family="([^"]*)" data-kind="([^"]*)"><a [^>]*>(\d+)</a>'
)
OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SUBSTANCE: Final = '[fentanyl]\nname = "Fentanyl"\n'
ACT: Final = """
title = "A rule"
kind = "rule"
authority = ["DEA"]
citation = "85 FR 1"
source = "https://example.org"
evidence = "official"
published = 2020-01-01
effective = 2020-02-01

[[add]]
schedule = "list"
substances = ["fentanyl"]
"""


def _links(page: str) -> Iterator[tuple[str, str]]:
    """Every address of a page with the rest of its tag."""
    for found in HREF.finditer(page):
        yield html.unescape(found[1] or found[3] or ""), found[2] or ""


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(
    files: Mapping[str, bytes], pages: Mapping[str, str]
) -> None:
    places = {name: set(IDS.findall(text)) for name, text in pages.items()}
    for name, text in pages.items():
        for address, _ in _links(text):
            if OUTSIDE.match(address):
                continue
            path, _, place = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            target = target if path else name
            assert target in files, f"{name} links to {address}"
            assert not place or place in places[target], f"{name} links to {address}"


def test_a_link_that_leaves_the_site_is_http_and_tells_nobody_where_it_came_from(
    pages: Mapping[str, str],
) -> None:
    outside = [
        (address, rest)
        for text in pages.values()
        for address, rest in _links(text)
        if OUTSIDE.match(address)
    ]
    assert len(outside) > 1000
    for address, rest in outside:
        assert address.startswith(("https://", "http://")), address
        assert 'rel="noopener noreferrer"' in rest, address


def test_a_page_loads_nothing_from_elsewhere(pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]*)"', text)
        assert loaded, name
        assert not [one for one in loaded if OUTSIDE.match(one)], name
        assert "default-src 'none'" in text, name


def test_every_substance_list_act_and_class_has_a_page(
    view: View, pages: Mapping[str, str]
) -> None:
    record = view.record
    wanted = {f"substance/{one}.html" for one in record.substances}
    wanted |= {f"act/{one}.html" for one in record.acts}
    wanted |= {f"class/{one.id}.html" for one in record.classes}
    wanted |= {
        f"list/{law.id}/{one}.html"
        for law in record.jurisdictions.values()
        for one in law.schedules
    }
    rest = {"index.html", "substances.html", "lists.html", "acts.html", "about.html"}
    rest |= {"gaps-us-cn.html", "gaps-us-un.html", "gaps-cn-un.html"}
    assert set(pages) == wanted | rest


def test_the_site_is_small_enough_to_send(files: Mapping[str, bytes]) -> None:
    assert sum(map(len, files.values())) <= 15_000_000


def test_the_matrix_counts_as_the_gap_report_counts(found: Gaps, pages: Mapping[str, str]) -> None:
    cells = {
        (family, kind): int(count) for family, kind, count in CELL.findall(pages["index.html"])
    }
    assert {place: count for place, count in cells.items() if count} == found.tally
    assert sum(cells.values()) == len(found.rows) > 500
    foot = pages["index.html"].partition("<tfoot>")[2].partition("</tfoot>")[0]
    totals = [
        int(one)
        for one in re.findall(r'<td data-kind="[^"]*"(?: hidden)?><a [^>]*>(\d+)</a>', foot)
    ]
    assert totals == [found.counts[kind] for kind in PAGE_KINDS]


def test_the_overview_says_the_same_headline_as_the_report(
    found: Gaps, pages: Mapping[str, str]
) -> None:
    assert headline(found.counts, "US", "PRC") in pages["index.html"]


def test_the_table_of_substances_says_of_each_what_the_gap_report_says(
    found: Gaps, pages: Mapping[str, str]
) -> None:
    row = re.compile(r'<tr data-id="([^"]*)">.*?data-gap>([^<]*)</td>', re.DOTALL)
    rows = row.findall(pages["substances.html"])
    words = {"only-a": "US only", "only-b": "PRC only"}
    said = {one.substance.id: words.get(one.kind, one.kind) for one in found.rows}
    assert {name: kind for name, kind in rows if kind != "neither"} == said


def test_every_page_says_that_it_compares_and_does_not_advise(pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        assert "A comparison of published lists, not legal advice." in text, name


def test_what_is_not_listed_says_through_which_day_that_was_verified(
    pages: Mapping[str, str],
) -> None:
    page = pages["substance/xylazine.html"]
    card = page.partition('data-place="us"')[2].partition("</article>")[0]
    assert "Not listed, verified through" in card
    assert "2026-09-21" in card
    assert "analogue provisions" in card


def test_what_lies_outside_a_class_is_not_called_free(pages: Mapping[str, str]) -> None:
    shown = [text for text in pages.values() if "<td>out" in text]
    assert len(shown) > 5
    assert all("21 U.S.C. 802(32), 813" in text for text in shown)


def test_a_page_can_be_read_without_script(pages: Mapping[str, str]) -> None:
    page = pages["substance/fentanyl.html"]
    for shown in ("芬太尼", "437-38-7", "Schedule II", "Controlled since", "1971-05-01"):
        assert shown in page
    for form in re.findall(r"<form[^>]*>", "".join(pages.values())):
        assert "needs-script" in form
        assert "hidden" in form


def test_hostile_words_stay_words(small: Make) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'"
    substance = f'[fentanyl]\nname = "{evil}"\nnote = "{evil}"\naliases = ["</script>{evil}"]\n'
    act = ACT.replace("A rule", evil).replace("85 FR 1", evil)
    act = act.replace("https://example.org", f"javascript:alert(1) https://e.org/{evil}")
    files = small(substance, act, title="<b>")
    for name, content in files.items():
        text = content.decode()
        if name.endswith(".html"):
            assert "<script>alert" not in text, name
            assert text.count("</script>") == text.count("<script"), name
            assert "<img" not in text, name
            assert 'href="javascript' not in text, name
    assert "&lt;script&gt;alert(1)" in files["substance/fentanyl.html"].decode()
    assert json.loads(files["assets/search.js"].decode().partition(" = ")[2].rstrip(";\n"))


def test_the_same_record_and_day_give_the_same_bytes(small: Make) -> None:
    assert small(SUBSTANCE, ACT) == small(SUBSTANCE, ACT)


@pytest.mark.soak
def test_the_whole_site_is_the_same_from_a_fresh_reading(
    lists: Registry, files: Mapping[str, bytes]
) -> None:
    day = date.fromisoformat(json.loads(files["site.json"])["on"])
    again = build(api.load(lists.place), ("us", "cn"), day, {"gaps-us-cn.json": b"{}\n"})
    assert again == files


def test_the_manifest_names_every_other_file(files: Mapping[str, bytes]) -> None:
    manifest = json.loads(files["site.json"])
    assert manifest["schema"] == "cs-registry/site/1"
    assert set(manifest["files"]) | {"site.json"} == set(files)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://example.org/a.", ["https://example.org/a"]),
        ("a (copy at example.org/b/c).", ["https://example.org/b/c"]),
        ("example.org/a; example.cn/b?c=d&e", ["https://example.org/a", "https://example.cn/b?c=d&e"]),
        ("21 U.S.C. 802(34) and fas.usda.gov", []),
        ("javascript:alert(1) data://x.y/z ftp://a.org/b", []),
        ("someone@example.org/x", []),
    ],
)  # fmt: skip
def test_the_addresses_of_a_source_are_found(text: str, addresses: list[str]) -> None:
    pieces = links.of_source(text)
    assert [one.address for one in pieces if one.address] == addresses
    assert "".join(one.text for one in pieces) == text


def test_a_page_of_the_federal_register_can_be_looked_up_from_1994_on() -> None:
    pieces = links.of_citation("85 FR 21320; 49 FR 1")
    assert [one.address for one in pieces] == [
        "https://www.federalregister.gov/citation/85-FR-21320",
        None,
        None,
    ]


def test_every_page_says_which_act_could_not_be_applied(small: Make) -> None:
    act = ACT.partition("[[add]]")[0] + '[[remove]]\nschedule = "list"\nline = "typo"\n'
    pages = [text for name, text in small(SUBSTANCE, act).items() if name.endswith(".html")]
    assert pages
    assert all(b"Not applied: us/2020-01-01-rule" in page for page in pages)
    assert not any(b"Not applied" in page for page in small(SUBSTANCE, ACT).values())
