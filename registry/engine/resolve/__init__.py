"""What a person typed -> what it means: a substance, a form of one, a class, a list, an act."""

from registry.engine.resolve.answer import Answer, Resolved, Several, Unresolved
from registry.engine.resolve.index import Ambiguous, Index, Match, Unknown, hints
from registry.engine.resolve.keys import loose_key, match_key
from registry.engine.resolve.resolver import Resolver

__all__ = [
    "Ambiguous",
    "Answer",
    "Index",
    "Match",
    "Resolved",
    "Resolver",
    "Several",
    "Unknown",
    "Unresolved",
    "hints",
    "loose_key",
    "match_key",
]
