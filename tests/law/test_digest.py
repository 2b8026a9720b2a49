"""The digest names the data: only what they say may move it."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any, Final, NamedTuple

import pytest

from registry.law import codec, loading
from registry.law.acts import Act, Step, Wording
from registry.law.dates import ON_OR_BEFORE, Day
from registry.law.digest import canonical, digest
from registry.law.record import Clause, Jurisdiction, Record, Schedule, Substance

RECORD: Final = Record(
    version="2024.09.01",
    title="A record of one line",
    digest="",
    jurisdictions={
        "us": Jurisdiction(
            id="us",
            name="United States of America",
            short="US",
            parent=None,
            caveat=None,
            schedules={
                "schedule-2": Schedule(
                    id="schedule-2",
                    title="Schedule II",
                    title_zh=None,
                    instrument="21 CFR 1308.12",
                    regime="drug",
                    complete_from=None,
                    complete=False,
                    verified_through=date(2024, 9, 1),
                    clause=Clause(covers=("salt",)),
                )
            },
        )
    },
    substances={"morphine": Substance("morphine", "opioids", "Morphine", name_zh="吗啡")},
    acts={
        "us/1971-05-baseline": Act(
            id="us/1971-05-baseline",
            jurisdiction="us",
            kind="baseline",
            title="What stood",
            title_zh=None,
            authority=("DEA",),
            citation="",
            source="https://example.org",
            evidence="official",
            date_evidence="official",
            published=None,
            effective=Day(date(1971, 5, 31), ON_OR_BEFORE, date(1971, 5, 1)),
            decided=None,
            steps=(Step("add", "schedule-2", "morphine", Wording(covers=()), ("morphine",)),),
        )
    },
    classes=(),
    seeds=(),
)
CANONICAL: Final = (
    '{"acts":{"us/1971-05-baseline":{"authority":["DEA"],"citation":"",'
    '"date_evidence":"official","effective":{"day":"1971-05-31","earliest":"1971-05-01",'
    '"qualifier":"on-or-before"},"evidence":"official","id":"us/1971-05-baseline",'
    '"jurisdiction":"us","kind":"baseline","source":"https://example.org",'
    '"steps":[{"line":"morphine","schedule":"schedule-2","substances":["morphine"],'
    '"verb":"add","wording":{"covers":[]}}],"title":"What stood"}},"classes":[],'
    '"jurisdictions":{"us":{"id":"us","name":"United States of America",'
    '"schedules":{"schedule-2":{"clause":{"covers":["salt"]},"complete":false,'
    '"id":"schedule-2","instrument":"21 CFR 1308.12","regime":"drug","title":"Schedule II",'
    '"verified_through":"2024-09-01"}},"short":"US"}},"seeds":[],'
    '"substances":{"morphine":{"family":"opioids","id":"morphine","name":"Morphine",'
    '"name_zh":"\\u5417\\u5561"}},"title":"A record of one line","version":"2024.09.01"}'
)
DIGEST: Final = "sha256:0677fb9ba4d54d7ed1c1d0b7c08eaea9f923ab8fe8fb4638d954dcb0130ecb8f"


def test_the_canonical_form_is_written_here_in_full() -> None:
    assert canonical(RECORD) == CANONICAL


def test_the_digest_of_the_small_record_never_changes() -> None:
    assert digest(RECORD) == DIGEST
    assert f"sha256:{sha256(CANONICAL.encode()).hexdigest()}" == DIGEST


def test_the_digest_does_not_digest_itself() -> None:
    assert digest(RECORD._replace(digest=DIGEST)) == DIGEST


def test_the_order_of_fields_and_of_names_does_not_count() -> None:
    class Turned(NamedTuple):
        """A clause whose fields are declared backwards, with one more that has a default."""

        text: str | None = None
        later: tuple[str, ...] = ()
        excepts: tuple[str, ...] = ()
        open: tuple[str, ...] = ()
        covers: tuple[str, ...] = ()

    law = RECORD.jurisdictions["us"]
    turned: dict[str, Any] = {"clause": Turned(covers=("salt",))}
    schedule = law.schedules["schedule-2"]._replace(**turned)
    law = law._replace(schedules={"schedule-2": schedule})
    assert digest(RECORD._replace(jurisdictions={"us": law})) == DIGEST
    more = Substance("heroin", "opioids", "Heroin")
    names = RECORD.substances | {"heroin": more}
    backwards = dict(reversed(names.items()))
    assert list(backwards) != list(names)
    forwards = digest(RECORD._replace(substances=names))
    assert digest(RECORD._replace(substances=backwards)) == forwards != DIGEST


def test_the_codec_of_the_cache_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"schedules/registry.toml": b'schema = 1\nversion = "2024.09.01"\ntitle = "A"\n'}
    before = loading.read(files)[0].digest
    monkeypatch.setattr(codec, "dumps", lambda record: json.dumps(record._asdict(), default=repr))
    assert loading.read(files)[0].digest == before


def test_a_record_from_the_cache_has_the_digest_that_is_computed_anew() -> None:
    kept = codec.loads(codec.dumps(RECORD._replace(digest=digest(RECORD))))
    assert kept.digest == digest(kept) == DIGEST


@pytest.mark.parametrize(
    "wording", [Wording(), Wording(covers=("salt",)), Wording(covers=(), exception="")]
)
def test_what_a_line_says_counts_nothing_said_and_nothing_covered_apart(wording: Wording) -> None:
    act = RECORD.acts["us/1971-05-baseline"]
    changed = act._replace(steps=(act.steps[0]._replace(wording=wording),))
    assert digest(RECORD._replace(acts={act.id: changed})) != DIGEST
