"""Lists, classes and acts by a part of their titles, and what a word beside it says of them."""

from __future__ import annotations

import pytest

from registry.engine.resolve.resolver import Resolver
from registry.law.acts import Wording
from registry.law.names import NameTables, Word
from registry.law.record import Record
from tests.engine.values import act, add, class_text, law, record, schedule, substance

CATALOGUES = record(
    [
        law(
            "cn",
            schedule("narcotic")._replace(title_zh="麻醉药品品种目录"),
            schedule("psychotropic-1")._replace(title_zh="第一类精神药品品种目录"),
        )
    ],
    [],
    [],
)
RULES = record(
    [law("us", schedule("schedule-1"))],
    [],
    [
        act("us/1988-carfentanil", effective="1988-10-28")._replace(
            title="Placement of carfentanil"
        ),
        act("us/2020-carfentanil-quota", kind="order", effective="2020-01-01")._replace(
            title="Quota of carfentanil"
        ),
        act("us/2023-brorphine", citation="88 FR 13692, 21 CFR 1308.11")._replace(
            title="Placement of brorphine"
        ),
        act("us/1970-statute", kind="statute")._replace(
            title="Controlled Substances Act of 1970: the first schedules"
        ),
    ],
)
CLASSES = record(
    [law("cn", schedule("narcotic")), law("us", schedule("schedule-1"))],
    [substance("fentanyl", family="fentanyls")],
    [],
    [
        class_text("cn-analgesics", "2019-05-01", jurisdiction="cn")._replace(title="芬太尼类物质"),
        class_text("us-opioids", "2018-02-06")._replace(title="Fentanyl-related opioids"),
    ],
)


def meant(book: Record, typed: str, *words: Word) -> tuple[str, str]:
    """Kind and id of the one thing meant, else the name of the answer."""
    answer = Resolver(book, lambda: NameTables(words=words)).resolve(typed)
    return getattr(answer, "kind", type(answer).__name__), getattr(answer, "of", "")


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("精神药品", ("list", "cn/psychotropic-1")),
        ("麻醉药品目录", ("list", "cn/narcotic")),
        ("药品品种", ("Several", "")),
        ("精神", ("Unresolved", "")),  # two characters stand in too much
    ],
)
def test_a_chinese_part_of_a_title_means_the_lists_that_hold_it(
    typed: str, meaning: tuple[str, str]
) -> None:
    assert meant(CATALOGUES, typed) == meaning


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("carfentanil rule", ("act", "us/1988-carfentanil")),
        ("carfentanil order", ("act", "us/2020-carfentanil-quota")),
        ("brorphine rule", ("act", "us/2023-brorphine")),
        ("brorphine order", ("Unresolved", "")),
        ("88 FR 13692", ("act", "us/2023-brorphine")),
        ("21 CFR 1308.11", ("Unresolved", "")),  # what it changes is no citation of it
        ("Controlled Substances Act of 1970", ("act", "us/1970-statute")),
        ("Controlled Substances Act", ("act", "us/1970-statute")),
        ("Placment of brorphine", ("Unresolved", "")),  # titles of acts are too much alike
    ],
)
def test_an_act_is_meant_by_its_subject_with_its_sort_by_its_citation_and_by_its_short_title(
    typed: str, meaning: tuple[str, str]
) -> None:
    assert meant(RULES, typed) == meaning


def test_a_class_is_meant_with_the_jurisdiction_that_defines_it() -> None:
    assert meant(CLASSES, "US fentanyl-related opioids") == ("class", "us-opioids")
    assert meant(CLASSES, "cn fentanyl-related opioids") == ("Unresolved", "")


def test_a_class_that_is_named_whole_is_meant_before_one_that_holds_the_name() -> None:
    titles = {"us-alphas": "Alphas", "us-others": "Salts of alphas"}
    texts = [class_text(each, "2018-01-01")._replace(title=titles[each]) for each in titles]
    book = record([law("us", schedule("schedule-1"))], [], [], texts)
    assert meant(book, "alpha class") == ("class", "us-alphas")
    assert meant(book, "alpha salt class") == ("class", "us-others")


def test_a_word_for_a_family_is_no_word_for_a_jurisdiction() -> None:
    fent = Word("family", "fentanyls", "fentanyl", "en", "read", "secondary", "")
    usa = Word("jurisdiction", "us", "America", "en", "read", "secondary", "")
    assert meant(CLASSES, "fentanyl class", fent) == ("class", "us-opioids")
    assert meant(CLASSES, "America fentanyl-related opioids", usa) == ("class", "us-opioids")


@pytest.mark.parametrize(("code_name", "kind"), [("DEA code", "Several"), (None, "Unresolved")])
def test_the_number_of_a_line_is_typed_as_a_code_where_the_law_has_a_name_for_codes(
    code_name: str | None, kind: str
) -> None:
    place = law("us", schedule("schedule-1"))._replace(code_name=code_name)
    both = add("schedule-1/both", "a", "b", wording=Wording(number="9801"))
    book = record(
        [place], [substance("a"), substance("b")], [act("us/1", both, effective="2000-01-01")]
    )
    assert meant(book, "9801") == (kind, "")
