"""Which substances the US, the PRC and the UN control, since when, and where the lists differ.

``registry.load()`` gives a ``Registry``, which answers every question of the command line; see
docs/api.md. Importing the package loads none of it: each name comes when it is first used.
"""

__version__ = "2026.11.24"

TYPE_CHECKING = False  # as in typing, which --version does without
if TYPE_CHECKING:
    from registry.api import Registry, explain, load
    from registry.api.replies import Reply
    from registry.audit.explained import FieldChange
    from registry.chemistry.classified import Classified
    from registry.engine.changes import Change
    from registry.engine.gap_history import GapRun
    from registry.engine.gaps import Gap, Gaps
    from registry.engine.history import History
    from registry.engine.lags import Lag
    from registry.engine.resolve.answer import Resolved, Several, Unresolved
    from registry.engine.statuses import Status
    from registry.engine.view import View
    from registry.law.dates import Day
    from registry.law.finding import DataError, Finding, QuestionError
    from registry.law.loading import NoDataError
    from registry.law.record import Substance
    from registry.law.sources.git import RevisionError

# Public name -> the module that defines it.
_HOMES = {
    "Change": "engine.changes",
    "Classified": "chemistry.classified",
    "DataError": "law.finding",
    "Day": "law.dates",
    "FieldChange": "audit.explained",
    "Finding": "law.finding",
    "Gap": "engine.gaps",
    "GapRun": "engine.gap_history",
    "Gaps": "engine.gaps",
    "History": "engine.history",
    "Lag": "engine.lags",
    "NoDataError": "law.loading",
    "QuestionError": "law.finding",
    "Registry": "api",
    "Reply": "api.replies",
    "Resolved": "engine.resolve.answer",
    "RevisionError": "law.sources.git",
    "Several": "engine.resolve.answer",
    "Status": "engine.statuses",
    "Substance": "law.record",
    "Unresolved": "engine.resolve.answer",
    "View": "engine.view",
    "explain": "api",
    "load": "api",
}
__all__ = [
    "Change",
    "Classified",
    "DataError",
    "Day",
    "FieldChange",
    "Finding",
    "Gap",
    "GapRun",
    "Gaps",
    "History",
    "Lag",
    "NoDataError",
    "QuestionError",
    "Registry",
    "Reply",
    "Resolved",
    "RevisionError",
    "Several",
    "Status",
    "Substance",
    "Unresolved",
    "View",
    "explain",
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
