"""What a line says of its scope: the one list of the fields, with their keys and words. Pure."""

from typing import Final, NamedTuple

from registry.law.acts import Wording

Written = str | tuple[str, ...] | None


class ScopeField(NamedTuple):
    """A field of ``Wording`` that decides how far a line reaches.

    ``name`` is that of the attribute, ``key`` that in files and documents. ``words`` say of a line
    what it writes (``{}``); where a field has none, no report shows it. ``absent`` is the value
    where nothing is written. ``is_limit``: it limits the line itself, not which relatives it
    reaches.
    """

    name: str
    key: str
    words: str = ""
    absent: Written = ()
    is_limit: bool = False

    def of(self, wording: Wording) -> Written:
        """What the line says; an empty ``covers`` is no silence, but: no relative at all."""
        value: Written = getattr(wording, self.name)
        return self.absent if value in {None, "", self.absent} else value

    def document(self, wording: Wording) -> str | list[str] | None:
        """The same as a document has it: ``None`` where nothing is written."""
        value = self.of(wording)
        if value == self.absent:
            return None
        return list(value) if isinstance(value, tuple) else value

    def phrase(self, wording: Wording) -> str:
        """The same in words; empty where there is nothing to say."""
        value = self.of(wording)
        text = ", ".join(value) if isinstance(value, tuple) else value
        return self.words.format(text) if text else ""


# What a line limits itself to, in the sentence that compares it with another line, by key.
LIMIT_WORDS: Final = {
    "form": "only as {}",
    "except": "except {}",
    "limited_to": "only for export to {}",
}
# Their order is that of a signature: a new field comes last.
SCOPE: Final = (
    ScopeField("form", "form", "{}", absent=None, is_limit=True),
    ScopeField("exception", "except", "except {}", absent=None, is_limit=True),
    ScopeField("excepts", "excepts"),
    ScopeField("covers", "covers", "with {}", absent=None),
    ScopeField("may_cover", "may_cover"),
    ScopeField("limited_to", "limited_to", "for export to {}", is_limit=True),
)
SHOWN: Final = tuple(field for field in SCOPE if field.words)
LIMITS: Final = tuple(field for field in SCOPE if field.is_limit)


def phrases(wording: Wording) -> list[str]:
    """All that a line says of its scope, in words."""
    return [words for field in SHOWN if (words := field.phrase(wording))]


def limits_of(wording: Wording) -> dict[str, str]:
    """What a line limits itself to, in words, by key; without a form that the line prints."""
    limits = {field.key: field.phrase(wording) for field in LIMITS}
    if wording.form == wording.printed:
        limits.pop("form")
    return {key: words for key, words in limits.items() if words}
