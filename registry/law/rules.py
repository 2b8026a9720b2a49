"""What people write in ``schedules/classes/``: a text of a class and, below it, its rule.

A rule is data: a core with numbered positions, and for every position what a clause of the text
allows there. It holds no code, and no pattern but the core, so that a lawyer can read it beside
the text. The everyday commands never read a rule; ``coverage.csv`` gives them its verdicts.
"""

import re
from datetime import date
from typing import Annotated, Final, NamedTuple

from registry.law.declarations import Correction
from registry.law.marks import INLINE, AtLeast, OneOf, Prose, Slug, Text
from registry.law.record import ClassText, Verdict

# The closed vocabulary of the texts; ``registry.chemistry.terms`` says what each term means.
Group = Annotated[str, OneOf((
    "alkenyl", "alkoxyl", "alkyl", "alkylamino", "amino", "any", "aromatic-monocycle", "aryl",
    "benzyl", "doubly-bound", "ester", "ether", "fused-aromatic", "halo", "haloalkyl",
    "heterocyclyl", "heterocyclylalkyl", "hydrocarbyl", "hydrogen", "hydroxyl", "monocycle",
    "nitro", "other-alkoxyl", "other-monocycle", "phenyl", "thioether",
))]  # fmt: skip
Reading = Annotated[str, OneOf(("strict", "broad", "none"))]
Reach = Annotated[str, OneOf(("yes", "no", "unclear"))]
Range = tuple[Annotated[int, AtLeast(0)], Annotated[int, AtLeast(0)]]
Position = Annotated[int, AtLeast(1)]

MAP_NUMBER: Final = r":(\d+)\]"


class Extends(NamedTuple):
    """Which relatives of a member the text takes in, besides salts and stereoisomers.

    Those it always takes in: a structure is judged as its neutral parent, without stereochemistry.
    """

    esters: Reach = "no"
    ethers: Reach = "no"


class Rule(NamedTuple):
    """How the text is to be applied as a whole.

    ``condition`` is what the text asks for and no structure shows: with it a structure alone is a
    matter for review. ``overridden_by`` are the lists whose line by name governs instead of the
    class. ``derivatives_of`` is a group of lines (``list/group``) whose names, and what becomes one
    of them when esters and ethers are cut, are the members; ``general`` says which other words may
    reach a substance of the families of the text, which is then for review.
    """

    extends: Extends = Extends()
    condition: Prose | None = None
    overridden_by: tuple[Slug, ...] = ()
    derivatives_of: Text | None = None
    general: Prose | None = None


class Form(NamedTuple):
    """A core of the text: a SMARTS pattern whose numbers are the positions.

    ``reference`` is the compound that the text compares with; what it carries needs no clause.
    ``clause`` is the clause that describes the form itself;
    ``elsewhere`` says whether a position that no clause names may carry anything but hydrogen.
    """

    name: Text
    core: Text
    clause: Text | None = None
    reference: Text | None = None
    reference_is: Annotated[str, OneOf(("out", "review"))] = "out"
    required: tuple[Position, ...] = ()
    labels: dict[str, Text] = {}  # noqa: RUF012 (nobody changes a value)
    elsewhere: Annotated[str, OneOf(("hydrogen", "open"))] = "hydrogen"
    reading: Annotated[str, OneOf(("strict", "broad"))] = "strict"

    @property
    def positions(self) -> frozenset[int]:
        """The numbers in the core."""
        return frozenset(int(number) for number in re.findall(MAP_NUMBER, self.core, re.ASCII))

    def check(self) -> None:
        """Raise ``ValueError`` for a position that does not stand in the core."""
        for number in (*self.required, *(int(label) for label in self.labels if label.isdecimal())):
            if number not in self.positions:
                raise ValueError(f"position {number} does not stand in the core")


class Allow(NamedTuple):
    """What one clause allows at some positions.

    ``on_ring`` limits what may hang on a phenyl ring; ``behind`` lets the group stand behind
    oxygen or NH; ``carbons`` are least and most; ``bridge`` speaks of groups that join several
    of the positions, and of no other; ``with_clause`` wants another clause to apply elsewhere.
    """

    clause: Text
    at: Annotated[tuple[Position, ...], AtLeast(1)]
    groups: tuple[Group, ...]
    forms: tuple[Text, ...] = ()
    reading: Annotated[str, OneOf(("strict", "broad"))] = "strict"
    on_ring: tuple[Group, ...] = ()
    behind: tuple[Annotated[str, OneOf(("nothing", "O", "NH"))], ...] = ("nothing",)
    carbons: Range | None = None
    bridge: bool = False
    with_clause: Text | None = None
    question: Slug | None = None


class Medicine(NamedTuple):
    """A medicine that satisfies the words: reported, and referred to the regulator."""

    name: Text
    smiles: Text
    why: Text
    source: Text


class Question(NamedTuple):
    """What the text leaves open, and how we read it meanwhile."""

    id: Slug
    asks: Prose
    read: Prose


class SelfTest(NamedTuple):
    """A structure whose reading is known; tried whenever the rule is read."""

    name: Text
    smiles: Text
    reading: Reading
    why: Text


class Named(NamedTuple):
    """``[[verdict]]``: what is said of some substances by name."""

    substances: tuple[Slug, ...]
    verdict: Annotated[Verdict, INLINE]


class ClassFile(NamedTuple):
    """``schedules/classes/<class>/<in force from>.toml``: the text of a class and its rule."""

    definition: Annotated[ClassText, INLINE]
    verdict: tuple[Named, ...] = ()
    correction: tuple[Correction, ...] = ()
    rule: Rule | None = None
    form: tuple[Form, ...] = ()
    allow: tuple[Allow, ...] = ()
    medicine: tuple[Medicine, ...] = ()
    question: tuple[Question, ...] = ()
    test: tuple[SelfTest, ...] = ()

    def check(self) -> None:
        """Raise ``ValueError`` for a rule whose parts do not fit each other."""
        if self.rule is None:
            if self.form or self.allow or self.medicine or self.test:
                raise ValueError("form, allow, medicine and test need a [rule]")
            return
        if not self.form and self.rule.derivatives_of is None:
            raise ValueError("a rule needs a [[form]] or derivatives_of")
        for reading in (("strict", "broad"), ("none",)):
            if sum(test.reading in reading for test in self.test) < 2:
                raise ValueError("a rule needs two [[test]] that it reaches and two it does not")
        self._names_are_known()

    def _names_are_known(self) -> None:
        forms = {form.name: form.positions for form in self.form}
        questions = {question.id for question in self.question}
        everywhere = frozenset[int]().union(*forms.values())
        for allow in self.allow:
            if not allow.groups:
                raise ValueError(f"clause {allow.clause} allows no group at all")
            if unknown := [name for name in allow.forms if name not in forms]:
                what = f'names no form of this rule: "{unknown[0]}"'
                raise ValueError(f"clause {allow.clause} {what}")
            if gone := [number for number in allow.at if number not in everywhere]:
                raise ValueError(f"clause {allow.clause}: position {gone[0]} stands in no core")
            if allow.question is not None and allow.question not in questions:
                raise ValueError(f'clause {allow.clause} names no question: "{allow.question}"')

    def text(self, name: str, since: date) -> ClassText:
        """The text of class ``name`` in force from ``since``, not yet with what its rule says."""
        verdicts = {named: row.verdict for row in self.verdict for named in row.substances}
        return self.definition._replace(id=name, since=since, verdicts=verdicts, judged={})
