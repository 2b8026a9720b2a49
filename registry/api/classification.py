"""The answer about a structure."""

from registry.api.replies import Reply
from registry.chemistry.classified import Classified


class Classification(Reply, Classified):
    """One structure against every class text in force."""
