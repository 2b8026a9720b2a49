"""The answer about two jurisdictions."""

from registry.api.replies import Reply
from registry.engine.gaps import Gaps


class Comparison(Reply, Gaps):
    """Where two jurisdictions differ on a day."""
