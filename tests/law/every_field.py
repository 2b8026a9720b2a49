"""Every kind of file with every kind of field, by kind: its place and its text."""

from __future__ import annotations

from typing import Final

FILES: Final = {
    "Edition": ("schedules/registry.toml", """\
schema = 1
version = "2024.09.01"
title = "A record"
"""),
    "Lists": ("schedules/us/schedules.toml", """\
name = "United States of America"
short = "US"

[schedules.schedule-2]
title = "Schedule II"
instrument = "21 CFR 1308.12"
regime = "drug"
complete = true
complete_from = 1971-05-01
verified_through = 2024-09-01
clause = { covers = ["salt"] }

[schedules.schedule-2.groups.opiates]
covers = ["ester"]
text = "Unless excepted"
medical_use = "not said"

[schedules.schedule-1]
title = "Schedule I"
instrument = "21 CFR 1308.11"
regime = "drug"
complete = false
verified_through = 2024-09-01
may_hold = ["opioids"]
whole_for = ["morphine"]

[[not_held]]
title = "Another catalogue"
regime = "doping"
families = ["opioids"]
substances = ["heroin"]
why = "Nobody here has seen it."
"""),
    "Family": ("schedules/substances/opioids.toml", """\
[morphine]
name = "Morphine"
cas = ["57-27-2"]

[heroin]
name = "Heroin"
form_of = { substance = "morphine", as = "ester" }
"""),
    "Act": ("schedules/us/acts/1980-06-01-changes.toml", """\
title = "Every verb"
kind = "order"
authority = ["DEA"]
citation = "45 FR 1"
source = "https://example.org/45fr1"
evidence = "official"
effective = 1980-06-01

[[add]]
schedule = "schedule-2"
class = "us-morphinans"
unseen = 2
expires = "not seen"

[[amend]]
schedule = "schedule-2"
line = "morphine"
except = "preparations"

[[move]]
from = "schedule-2/heroin"
to = "schedule-1"
as = "diamorphine"

[[extend]]
schedule = "schedule-1"
line = "etorphine"
expires = 1982-01-01
stands = "47 FR 1"

[[remove]]
schedule = "schedule-2"
line = "codeine"
merged_into = "opiates"

[[confirm]]
schedule = "schedule-1"
line = "thebaine"

[[correction]]
date = 1981-01-01
field = "title"
old = "Each verb"
new = "Every verb"
reason = "A slip"
"""),
    "Class": ("schedules/classes/us-morphinans/1980-01-01.toml", """\
title = "Morphinans"
jurisdiction = "us"
text = "Everything like morphine."
citation = "44 FR 1"
source = "https://example.org/44fr1"
evidence = "official"
families = ["opioids"]

[[verdict]]
substances = ["heroin"]
verdict = "in"
since = 1980-02-01
basis = "named"
source = "https://example.org/44fr1"

[rule]
condition = "A condition."
extends = { esters = "yes" }

[[form]]
name = "ring"
core = "[c:1]1[c:2]cccc1"
labels = { 1 = "first" }
required = [1]

[[allow]]
clause = "A"
at = [1]
groups = ["alkyl"]
forms = ["ring"]
carbons = [1, 4]
bridge = true
question = "how-long"

[[medicine]]
name = "Tolurin"
smiles = "Cc1ccccc1"
why = "A medicine."
source = "https://example.org/tolurin"

[[question]]
id = "how-long"
asks = "How long?"
read = "Four carbons."

[[test]]
name = "toluene"
smiles = "Cc1ccccc1"
reading = "strict"
why = "It is in."

[[test]]
name = "ethylbenzene"
smiles = "CCc1ccccc1"
reading = "broad" # the test
why = "It may be in."

[[test]]
name = "phenol"
smiles = "Oc1ccccc1"
reading = "none"
why = "It is out."

[[test]]
name = "aniline"
smiles = "Nc1ccccc1"
reading = "none"
why = "It is out too."
"""),
    "Seed": ("seeds/a-document.toml", """\
title = "A document"
publisher = "A publisher"
date = 2024-01-01
source = "https://example.org/document"

[[claim]]
says = "Morphine is controlled."
supports = ["us/1980-06-01-changes"]
status = "confirmed"
context = true
"""),
    "Exceptions": ("schedules/exceptions.toml", """\
[[exception]]
code = "DAT101"
file = "schedules/us/schedules.toml"
what = "a part"
since = 2024-01-01
until = 2025-01-01
reason = "Judged."
"""),
}  # fmt: skip
