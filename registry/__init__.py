"""Which substances the US, the PRC and the UN control, since when, and where the lists differ.

``registry.load()`` gives a ``Registry``, which answers every question of the command line; see
docs/api.md. Importing the package loads none of it: each name comes when it is first used.
"""

__version__ = "2026.11.24"

TYPE_CHECKING = False  # as in typing, which --version does without
if TYPE_CHECKING:
    from registry.api import Registry, load
    from registry.changes import Change
    from registry.classified import Classified
    from registry.coverage import Answer, Status
    from registry.finding import DataError, Finding, QuestionError
    from registry.gaps import Gap, Gaps, Lag
    from registry.history import History
    from registry.ids import Day
    from registry.loading import NoDataError
    from registry.resolve import Ambiguous, Match, Unknown
    from registry.sources.git import RevisionError

# Public name -> the module that defines it.
_HOMES = {
    "Ambiguous": "resolve",
    "Answer": "coverage",
    "Change": "changes",
    "Classified": "classified",
    "DataError": "finding",
    "Day": "ids",
    "Finding": "finding",
    "Gap": "gaps",
    "Gaps": "gaps",
    "History": "history",
    "Lag": "gaps",
    "Match": "resolve",
    "NoDataError": "loading",
    "QuestionError": "finding",
    "Registry": "api",
    "RevisionError": "sources.git",
    "Status": "coverage",
    "Unknown": "resolve",
    "load": "api",
}
__all__ = [
    "Ambiguous",
    "Answer",
    "Change",
    "Classified",
    "DataError",
    "Day",
    "Finding",
    "Gap",
    "Gaps",
    "History",
    "Lag",
    "Match",
    "NoDataError",
    "QuestionError",
    "Registry",
    "RevisionError",
    "Status",
    "Unknown",
    "load",
]


def __getattr__(name: str) -> object:
    """A public name, imported on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'registry' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 (--version does without)

    value: object = getattr(import_module(f"registry.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
