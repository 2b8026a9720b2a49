"""The review of a change: what a working tree does to the law as a git revision records it.

The histories of base and head are laid side by side, and each difference has a row that names its
cause.
"""

from registry.audit.review.comparison import failed, review
from registry.audit.review.rows import as_findings

__all__ = ["as_findings", "failed", "review"]
