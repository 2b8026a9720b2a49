"""Pieces of the files that plants are made of: places, acts, steps, tables, rules."""

from __future__ import annotations

from typing import Final

EDITION: Final = "schedules/registry.toml"
LISTS: Final = "schedules/us/schedules.toml"
OHIO: Final = "schedules/us-oh/schedules.toml"
NAMES: Final = "schedules/substances/others.toml"
ACT: Final = "schedules/us/acts/2020-01-01-act.toml"
LATER: Final = "schedules/us/acts/2021-01-01-later.toml"
TEXT: Final = "schedules/classes/us-fentanyls/2020-02-01.toml"
SEED: Final = "seeds/paper.toml"
PRINTED: Final = "schedules/us/reconcile/2020-03-01.csv"
TOTALS: Final = "schedules/us/reconcile/totals.csv"
ROWS: Final = "schedules/us/untranscribed.csv"
ENDS: Final = "schedules/us/transcribed.csv"
VERDICTS: Final = "schedules/classes/coverage.csv"
RULED: Final = (
    "class,text,substance,family,verdict,clauses,reading,basis,since,reason\n"
    "us-fentanyls,2020-02-01,brorphine,opioids,out,,strict,rule,,outside\n"
)
TOYS: Final = "schedules/classes/us-toys/2020-02-01.toml"
EXCEPTIONS: Final = "schedules/exceptions.toml"
STATE: Final = 'name = "Ohio"\nshort = "OH"\nparent = "{}"\n[schedules]\n'
SALT: Final = 'form_of = { substance = "two", as = "salt" }'
DRAWN: Final = '[ethanol]\nname = "Ethanol"\nsmiles = "CCO"\ninchikey = "{}"\n'
ETHANOL: Final = "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"
METHANOL: Final = "OKKJLVBELUTLKV-UHFFFAOYSA-N"


def act(*steps: str, **fields: str) -> str:
    """A rule of 2020 that adds fentanyl to schedule II; fields are replaced, steps written."""
    head = {
        "title": '"A rule"',
        "kind": '"rule"',
        "authority": '["DEA"]',
        "citation": '"85 FR 1"',
        "source": '"https://example.org"',
        "evidence": '"official"',
        "published": "2020-01-01",
        "effective": "2020-02-01",
    } | fields
    lines = [f"{name} = {value}" for name, value in head.items() if value]
    return "\n".join([*lines, *(steps or (add("fentanyl"),)), ""])


def reads(of: str) -> str:
    """A reading of 2021 that says of a line, or a class, that it reaches brorphine."""
    says = f'[[reading]]\n{of}\nsubstances = ["brorphine"]\nreaches = true'
    return act(says, kind='"reading"', published="2021-01-01", effective="")


def ends(row: int, line: str) -> str:
    """Where one row of a source table ends: in the rule of 2020, on ``schedule,line``."""
    return f"table,row,name,act,schedule,line\na,{row},A,us/2020-01-01-act,{line}\n"


def rule(core: str) -> str:
    """A class text of schedule I with a rule of one core: toluene and what is alkyl beside it."""
    tests = (("CCc1ccccc1", "strict"), ("CCCc1ccccc1", "strict"), ("ClCc1ccccc1", "none"))
    return f"""title = "Toys"
jurisdiction = "us"
text = "(A) Ethyl benzene and the like."
citation = "85 FR 1"
source = "https://example.org"
evidence = "official"
families = ["opioids"]
schedule = "schedule-1"
[rule]
[[form]]
name = "toluene"
core = "{core}"
reference = "Cc1ccccc1"
[[allow]]
clause = "A"
at = [2]
groups = ["alkyl"]
""" + "".join(
        f'[[test]]\nname = "t"\nsmiles = "{smiles}"\nreading = "{reading}"\nwhy = "A"\n'
        for smiles, reading in (*tests, ("c1ccccc1", "none"))
    )


def later(*steps: str, **fields: str) -> str:
    """The same, of 2021."""
    return act(*steps, **({"published": "2021-01-01", "effective": "2021-02-01"} | fields))


def add(substance: str, *fields: str, schedule: str = "schedule-2") -> str:
    return "\n".join(
        ["[[add]]", f'schedule = "{schedule}"', f'substances = ["{substance}"]', *fields]
    )


def covered(since: str) -> str:
    covered_by = 'already_covered_by = "schedule-2/fentanyl"'
    return add("fentanyl") + "\n" + add("brorphine", covered_by, f"covered_since = {since}")


def on(verb: str, line: str, *fields: str) -> str:
    return "\n".join([f"[[{verb}]]", 'schedule = "schedule-2"', f'line = "{line}"', *fields])


def numbered(count: int) -> str:
    return "\n".join(
        f'[[add]]\nschedule = "schedule-2"\nline = "line-{one}"\nunseen = 1' for one in range(count)
    )


def names(*fields: str) -> str:
    """Two substances, each with its own fields, one line each."""
    tables = zip(("one", "two"), fields, strict=False)
    return "".join(f'[{name}]\nname = "{name.title()}"\n{field}\n' for name, field in tables)


def lists(*fields: str) -> str:
    written = {
        "complete": "true",
        "complete_from": "1971-05-01",
        "verified_through": "2024-02-01",
    } | dict(field.split(" = ") for field in fields)
    return (
        'name = "US"\nshort = "US"\n[schedules.schedule-2]\ntitle = "II"\ninstrument = "CFR"\n'
        'regime = "drug"\n' + "".join(f"{name} = {value}\n" for name, value in written.items())
    )


def text(since: str = "2020-02-01", family: str = "opioids", place: str = "us") -> str:
    return (
        f'title = "Fentanyls"\njurisdiction = "{place}"\ntext = "Like fentanyl."\n'
        'citation = "85 FR 1"\nsource = "https://example.org"\nevidence = "official"\n'
        f'families = ["{family}"]\n[[verdict]]\nsubstances = ["brorphine"]\nverdict = "in"\n'
        f'since = {since}\nbasis = "named"\nsource = "https://example.org"\n'
    )


def claim(*fields: str, day: str = "2024-01-01") -> str:
    head = f'title = "Paper"\npublisher = "P"\ndate = {day}\nsource = "https://example.org"\n'
    return "\n".join([f"{head}[[claim]]", 'says = "Fentanyl is listed."', *fields, ""])


def printed(cells: str) -> str:
    return f"schedule,line,printed,number,since,reason\n{cells}\n"


def total(cells: str) -> str:
    return f"on,schedule,expected,recorded_difference,reason\n{cells}\n"


def excuse(code: str = "PRO104", what: str = "http://", until: str = "2025-01-01") -> str:
    return (
        f'[[exception]]\ncode = "{code}"\nfile = "{ACT}"\nwhat = "{what}"\nsince = 2024-01-01\n'
        f'until = {until}\nreason = "The site has no https."\n'
    )


CLASS: Final = '[[add]]\nschedule = "schedule-2"\nclass = "us-fentanyls"'
PLAIN: Final = act(source='"http://example.org/a"')
NOTICE: Final = act(kind='"proposal"', effective="")
