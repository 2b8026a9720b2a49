"""Which substances the US, the PRC and the UN control, since when, and where the lists differ.

``registry.load()`` gives a ``Registry``, which answers every question of the command line; see
docs/api.md. Importing the package loads none of it: each name comes when it is first used.
"""

__version__ = "2026.11.24"

TYPE_CHECKING = False  # as in typing, which --version does without
if TYPE_CHECKING:
    from registry.api import Registry, load
    from registry.chemistry.classified import Classified
    from registry.engine.changes import Change
    from registry.engine.gaps import Gap, Gaps, Lag
    from registry.engine.history import History
    from registry.engine.resolve.answer import Resolved, Several, Unresolved
    from registry.engine.status import Answer, Status
    from registry.law.dates import Day
    from registry.law.finding import DataError, Finding, QuestionError
    from registry.law.loading import NoDataError
    from registry.law.sources.git import RevisionError

# Public name -> the module that defines it.
_HOMES = {
    "Answer": "engine.status",
    "Change": "engine.changes",
    "Classified": "chemistry.classified",
    "DataError": "law.finding",
    "Day": "law.dates",
    "Finding": "law.finding",
    "Gap": "engine.gaps",
    "Gaps": "engine.gaps",
    "History": "engine.history",
    "Lag": "engine.gaps",
    "NoDataError": "law.loading",
    "QuestionError": "law.finding",
    "Registry": "api",
    "Resolved": "engine.resolve.answer",
    "RevisionError": "law.sources.git",
    "Several": "engine.resolve.answer",
    "Status": "engine.status",
    "Unresolved": "engine.resolve.answer",
    "load": "api",
}
__all__ = [
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
    "NoDataError",
    "QuestionError",
    "Registry",
    "Resolved",
    "RevisionError",
    "Several",
    "Status",
    "Unresolved",
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
