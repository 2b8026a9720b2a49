"""A planted fault and its clean twin for every code of the catalogue, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tests.audit.check.pieces import (
    ACT,
    CLASS,
    DRAWN,
    EDITION,
    ENDS,
    ETHANOL,
    EXCEPTIONS,
    LATER,
    LISTS,
    METHANOL,
    NAMES,
    NOTICE,
    OHIO,
    PLAIN,
    PRINTED,
    ROWS,
    RULED,
    SALT,
    SEED,
    STATE,
    TEXT,
    TOTALS,
    TOYS,
    VERDICTS,
    act,
    add,
    claim,
    covered,
    ends,
    excuse,
    later,
    lists,
    names,
    numbered,
    on,
    printed,
    reads,
    rule,
    text,
    total,
)

NAMED: Final = "schedules/names/names.csv"
IONS: Final = "schedules/names/counterions.csv"
PART: Final = (
    '[schedules.export]\ntitle = "E"\ninstrument = "E"\nregime = "export"\ncomplete = false\n'
    "verified_through = 2024-02-01\n"
)
Files = Mapping[str, str | Path]


def named(*rows: str) -> str:
    """A table of names with these rows."""
    header = "substance,kind,name,lang,cas,counterion,source,evidence,note"
    return "".join(f"{row}\n" for row in (header, *rows))


class Plant(NamedTuple):
    """A fault, and the same data without it."""

    fault: Files
    clean: Files


PLANTS: Final[dict[str, Plant]] = {
    "SCH001": Plant({ACT: "title ="}, {ACT: act()}),
    "SCH002": Plant({ACT: act(titel='"A"')}, {ACT: act(title_zh='"规"')}),
    "SCH003": Plant({ACT: act(effective='"2020-2-1"')}, {ACT: act(effective='"2020-02"')}),
    "SCH004": Plant({ACT: act(evidence="")}, {ACT: act()}),
    "SCH005": Plant({ACT: act(published="2020-01-02")}, {ACT: act()}),
    "SCH006": Plant(
        {EDITION: 'schema = 2\nversion = "2024.03.01"\ntitle = "T"\n'},
        {EDITION: 'schema = 1\nversion = "2024.03.01"\ntitle = "T"\n'},
    ),
    "SCH007": Plant({ACT: act() + "# see \u202e below\n"}, {ACT: act() + "# see α below\n"}),
    "SCH008": Plant({f"{ACT}.bak": act()}, {ACT: act(), "schedules/us/NOTES.md": "notes"}),
    "SCH010": Plant(
        {"schedules/us/act.txt": act(), ACT: Path("../act.txt")},
        {ACT: act()},
    ),
    "REF001": Plant({ACT: act(add("fentanyl", schedule="schedule-9"))}, {ACT: act()}),
    "REF002": Plant({ACT: act(add("fentanil"))}, {ACT: act()}),
    "REF003": Plant({ACT: act(CLASS)}, {ACT: act(CLASS), TEXT: text()}),
    "REF004": Plant({ACT: act(answers='["us/x"]')}, {ACT: act()}),
    "REF005": Plant({ACT: act(add("fentanyl", 'group = "opiates"'))}, {ACT: act()}),
    "REF006": Plant({"schedules/xx/acts/2020-01-01-act.toml": act()}, {ACT: act()}),
    "REF007": Plant({TEXT: text(family="opiods"), ACT: act(CLASS)}, {TEXT: text()}),
    "REF008": Plant({NAMES: names(SALT, SALT)}, {NAMES: names(SALT, "")}),
    "ID101": Plant({NAMES: names('cas = ["50-00-1"]')}, {NAMES: names('cas = ["50-00-0"]')}),
    "ID102": Plant(
        {NAMES: names('cas = ["50-00-0"]', 'cas = ["50-00-0"]')},
        {NAMES: names('cas = ["50-00-0"]', 'cas = ["64-17-5"]')},
    ),
    "ID103": Plant(
        {NAMES: names(f'inchikey = "{ETHANOL}"', f'inchikey = "{ETHANOL}"')},
        {NAMES: names(f'inchikey = "{ETHANOL}"', f'inchikey = "{METHANOL}"')},
    ),
    "ID104": Plant(
        {NAMES: names('unii = "3P4TQG94TA"', 'unii = "3P4TQG94TA"')},
        {NAMES: names('unii = "3P4TQG94TA"', 'unii = "3P4TQG94TB"')},
    ),
    "ID105": Plant(
        {NAMES: names('aliases = ["α-One"]', 'aliases = ["ALPHA-one"]')},
        {NAMES: names('aliases = ["α-One"]', 'aliases = ["beta-one"]')},
    ),
    "ID106": Plant(
        {NAMES: names('name_zh = "酸"', 'name_zh = "酸"')},
        {NAMES: names('name_zh = "酸"', 'name_zh = "酯"')},
    ),
    "ID107": Plant(
        {NAMES: names('structure = "single"')},
        {NAMES: names(f'structure = "single"\ninchikey = "{ETHANOL}"')},
    ),
    "ID108": Plant(
        {ACT: act(add("brorphine"), add("fentanyl")), NAMES: names("")},
        {ACT: act(add("brorphine"), add("fentanyl")), NAMES: names('note = "On the watch list."')},
    ),
    "ID109": Plant({NAMES: DRAWN.format(METHANOL)}, {NAMES: DRAWN.format(ETHANOL)}),
    "ID110": Plant({NAMES: DRAWN.format(ETHANOL)}, {NAMES: names(f'inchikey = "{ETHANOL}"')}),
    "ID111": Plant(
        {NAMES: names('aliases = ["а-PVP"]')},  # a Cyrillic letter that stands alone
        {NAMES: names('aliases = ["α-PVP", "Δ9-THC", "γ-羟丁酸"]')},
    ),
    "ID112": Plant(
        {NAMES: names('aliases = ["4‑ANPP"]')},  # U+2011
        {NAMES: names('aliases = ["4-ANPP"]')},
    ),
    "ID113": Plant(
        {OHIO: f'aliases = ["ohio", "us"]\n{STATE.format("us")}'},
        {OHIO: f'aliases = ["ohio"]\n{STATE.format("us")}'},
    ),
    "DAT101": Plant({ACT: act(effective="2019-12-31")}, {ACT: act(effective="2020-01-01")}),
    "DAT102": Plant(
        {SEED: claim('status = "pending"', day="9999-12-31")}, {SEED: claim('status = "pending"')}
    ),
    "DAT103": Plant(
        {ACT: act(add("fentanyl", "expires = 2020-02-01"))},
        {ACT: act(add("fentanyl", "expires = 2020-02-02"))},
    ),
    "DAT104": Plant({ACT: act(decided="2020-02-02")}, {ACT: act(decided="2019-12-31")}),
    "DAT105": Plant({ACT: act(covered("2020-02-02"))}, {ACT: act(covered("2019-02-02"))}),
    "DAT106": Plant(
        {LISTS: lists("verified_through = 2023-08-01")},
        {LISTS: lists("verified_through = 2024-02-01")},
    ),
    "DAT107": Plant(
        {LISTS: lists("verified_through = 2024-03-02")},
        {LISTS: lists("verified_through = 2024-03-01")},
    ),
    "DAT108": Plant(
        {
            ACT: act(),
            "schedules/us/acts/2024-02-10-new.toml": act(
                add("brorphine"), published="2024-02-10", effective="2024-02-10"
            ),
        },
        {ACT: act()},
    ),
    "DAT109": Plant(
        {ACT: act(effective="2019-12-31")},
        {ACT: act(effective="2019-12-31", note='"The first term had ended."')},
    ),
    "DAT110": Plant(
        {ACT: act(effective="2021-02-01")},
        {ACT: act(effective="2021-02-01", note='"It waited for ratifications."')},
    ),
    "CON101": Plant({ACT: act(), LATER: later()}, {ACT: act(), LATER: later(add("brorphine"))}),
    "CON102": Plant(
        {ACT: act(), LATER: later(on("remove", "fentanil"))},
        {ACT: act(), LATER: later(on("remove", "fentanyl"))},
    ),
    "CON103": Plant(
        {ACT: act(), LATER: later(on("extend", "fentanyl", "expires = 2022-02-01"))},
        {
            ACT: act(add("fentanyl", "expires = 2021-02-01")),
            LATER: later(on("extend", "fentanyl", "expires = 2022-02-01")),
        },
    ),
    "CON104": Plant(
        {ACT: act(add("fentanyl", 'continues = "schedule-2/fentanil"'))},
        {ACT: act(), LATER: later(add("brorphine", 'continues = "schedule-2/fentanyl"'))},
    ),
    "CON105": Plant(
        {ACT: act(add("fentanyl", "expires = 2022-02-01"))},
        {
            ACT: act(add("fentanyl", "expires = 2022-02-01")),
            LATER: later(on("confirm", "fentanyl")),
        },
    ),
    "CON106": Plant(
        {
            ACT: act(add("fentanyl", "expires = 2021-01-15")),
            LATER: later(on("confirm", "fentanyl")),
        },
        {
            ACT: act(add("fentanyl", "expires = 2021-02-01")),
            LATER: later(on("confirm", "fentanyl")),
        },
    ),
    "CON107": Plant(
        {ACT: act(), LATER: later(add("fentanyl", 'line = "x"'))},
        {ACT: act(), LATER: later(add("fentanyl", 'line = "x"', 'form = "injections"'))},
    ),
    "CON108": Plant(
        {
            ACT: act(answers='["us/2021-01-01-later"]'),
            LATER: later(kind='"proposal"', effective=""),
        },
        {ACT: NOTICE, LATER: later(answers='["us/2020-01-01-act"]')},
    ),
    "CON109": Plant({ACT: act("")}, {ACT: act("", kind='"withdrawal"')}),
    "CON110": Plant(
        {ACT: act(), LATER: later(add("brorphine"), answers='["us/2020-01-01-act"]')},
        {ACT: NOTICE, LATER: later(answers='["us/2020-01-01-act"]')},
    ),
    "CON111": Plant(
        {ACT: act(add("fentanyl", "expires = 2020-01-31"))},
        {ACT: act(add("fentanyl", "expires = 2020-03-01"))},
    ),
    "CON112": Plant(
        {ACT: act(numbered(12)), LATER: later(on("remove", "line-1"), on("remove", "line-2"))},
        {ACT: act(numbered(12)), LATER: later(on("remove", "line-1"))},
    ),
    "CON113": Plant(
        {ACT: NOTICE, "schedules/us/acts/2020-01-01-again.toml": NOTICE},
        {ACT: NOTICE, LATER: later(kind='"proposal"', effective="")},
    ),
    "CON114": Plant(
        {ACT: act(), LATER: reads('line = "schedule-2/fentanyl"')},
        {
            ACT: act(add("fentanyl", 'may_cover = ["brorphine"]')),
            LATER: reads('line = "schedule-2/fentanyl"'),
        },
    ),
    "CLS106": Plant(
        {ACT: act(CLASS), TEXT: text(), VERDICTS: RULED, LATER: reads('class = "us-fentanyls"')},
        {ACT: act(CLASS), TEXT: text(), VERDICTS: RULED},
    ),
    "CLS101": Plant({ACT: act(), TEXT: text()}, {ACT: act(CLASS), TEXT: text()}),
    "CLS102": Plant(
        {ACT: act(CLASS, effective="2020-01-31"), TEXT: text()}, {ACT: act(CLASS), TEXT: text()}
    ),
    "CLS103": Plant({TEXT: text("2020-01-31")}, {TEXT: text("2020-02-01")}),
    "CLS104": Plant({OHIO: STATE.format("ca")}, {OHIO: STATE.format("us")}),
    "PRO101": Plant({ACT: act(citation='""')}, {ACT: act()}),
    "PRO102": Plant({ACT: act(citation='""', evidence='"unverified"')}, {ACT: act()}),
    "PRO103": Plant({ACT: act(source='"javascript:alert(1)"')}, {ACT: act()}),
    "PRO104": Plant({ACT: PLAIN}, {ACT: act()}),
    "PRO105": Plant({ACT: act(source='"General knowledge"')}, {ACT: act()}),
    "PRO106": Plant(
        {ACT: act(add("fentanyl", 'evidence = "official"'), evidence='"secondary"')},
        {ACT: act(add("fentanyl", 'evidence = "secondary"'))},
    ),
    "PRO107": Plant(
        {SEED: claim('status = "contradicted"')},
        {ACT: act(), SEED: claim('status = "contradicted"', 'supports = ["us/2020-01-01-act"]')},
    ),
    "PRO108": Plant(
        {ACT: NOTICE, SEED: claim('status = "confirmed"', 'supports = ["us/2020-01-01-act"]')},
        {ACT: act(), SEED: claim('status = "confirmed"', 'supports = ["us/2020-01-01-act"]')},
    ),
    "PRO109": Plant(
        {NAMES: names('cas = ["50-00-0"]')},
        {NAMES: names('cas = ["50-00-0"]\nsource = "CAS: FDA"')},
    ),
    "PRO110": Plant(
        {SEED: claim('status = "pending"', day="2023-08-01")},
        {SEED: claim('status = "pending"', "context = true", day="2023-08-01")},
    ),
    "REC101": Plant(
        {ACT: act(), PRINTED: printed("schedule-2,brorphine,,,,")},
        {ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,,")},
    ),
    "REC102": Plant(
        {ACT: act(), TOTALS: total("2020-02-01,schedule-2,2,0,")},
        {ACT: act(), TOTALS: total("2020-02-01,schedule-2,1,0,")},
    ),
    "REC103": Plant(
        {ROWS: "table;row;name;reason\n"}, {ROWS: "table,row,name,reason\na,1,A,No act.\n"}
    ),
    "REC104": Plant(
        {ROWS: "table,row,name,reason\na,1,A,\n"}, {ROWS: "table,row,name,reason\na,1,A,No act.\n"}
    ),
    "REC105": Plant(
        {ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,2020-03-01,The source is late.")},
        {ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,2020-02-01,")},
    ),
    "REC106": Plant(
        {ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,2020-02-01,The source is late.")},
        {ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,2020-03-01,The source is late.")},
    ),
    "REC107": Plant(
        {ACT: act(), ENDS: ends(1, "schedule-2,brorphine")},
        {ACT: act(), ENDS: ends(1, "schedule-2,fentanyl")},
    ),
    "REC108": Plant(
        {ACT: act(), ENDS: ends(2, "schedule-2,fentanyl")},
        {ACT: act(), ENDS: ends(1, "schedule-2,fentanyl")},
    ),
    "REC109": Plant(
        {LISTS: lists(), ACT: act()},
        {LISTS: lists(), ACT: act(), PRINTED: printed("schedule-2,fentanyl,,,,")},
    ),
    "REC110": Plant(
        {LISTS: lists() + PART, ACT: act()},
        {LISTS: lists() + PART + 'may_hold = ["opioids"]\n', ACT: act()},
    ),
    "GEN101": Plant({ACT: act()}, {ACT: act()}),  # the fault is left unbuilt
    "GEN102": Plant({ACT: act(), "schedules/us/consolidated.csv": "schedule,line\n"}, {ACT: act()}),
    "GEN103": Plant(
        {"schedules/xx/acts.csv": "act\n"}, {OHIO: STATE.format("us"), "schedules/us-oh/a.md": "a"}
    ),
    "CLS105": Plant(
        {ACT: act(), TOYS: rule("[c:1]1ccccc[CX4:2]")},
        {ACT: act(), TOYS: rule("[c:1]1ccccc1[CX4:2]")},
    ),
    "GEN104": Plant({ACT: act(), TOYS: rule("[c:1]1ccccc1[CX4:2]")}, {ACT: act()}),
    "GEN105": Plant({ACT: act(), TOYS: rule("[c:1]1ccccc1[CX4:2]")}, {ACT: act()}),
    "SCH009": Plant({ACT: act(), VERDICTS: "class;text\n"}, {ACT: act()}),
    "SCH011": Plant({ACT: act(), NAMED: "name,lang\nActiq,en\n"}, {ACT: act()}),
    "NAM101": Plant(
        {ACT: act(), NAMED: named("nobody,synonym,Actiq,en,,,a,secondary,")},
        {ACT: act(), NAMED: named("fentanyl,trade-name,Actiq,en,,,a,secondary,")},
    ),
    "NAM102": Plant(
        {ACT: act(), NAMED: named("fentanyl,ester,an ester,en,990-73-9,,a,secondary,")},
        {ACT: act(), NAMED: named("fentanyl,ester,an ester,en,990-73-8,,a,secondary,")},
    ),
    "NAM103": Plant(
        {ACT: act(), NAMED: named(*2 * ("fentanyl,trade-name,Actiq,en,,,a,secondary,",))},
        {ACT: act(), NAMED: named("fentanyl,trade-name,Actiq,en,,,a,secondary,")},
    ),
    "NAM104": Plant(
        {ACT: act(), NAMED: named("fentanyl,salt,fentanyl citrate,en,,,a,secondary,")},
        {
            ACT: act(),
            NAMED: named("fentanyl,salt,fentanyl citrate,en,,citrate,a,secondary,"),
            IONS: "id,kind,names_en,names_zh,formula,source\ncitrate,acid,citrate,x,C6H8O7,a\n",
        },
    ),
    "EXC101": Plant({ACT: act(), EXCEPTIONS: excuse()}, {ACT: PLAIN, EXCEPTIONS: excuse()}),
    "EXC102": Plant(
        {ACT: PLAIN, EXCEPTIONS: excuse(until="2024-03-01")},
        {ACT: PLAIN, EXCEPTIONS: excuse(until="2024-03-02")},
    ),
    "EXC103": Plant(
        {ACT: act(source='"http://a.org"', citation='"http://b.org"'), EXCEPTIONS: excuse()},
        {
            ACT: act(source='"http://a.org"', citation='"http://b.org"'),
            EXCEPTIONS: excuse(what="a.org") + excuse(what="b.org"),
        },
    ),
    "EXC104": Plant(
        {ACT: act(evidence=""), EXCEPTIONS: excuse("SCH004", "evidence")},
        {ACT: PLAIN, EXCEPTIONS: excuse()},
    ),
}
