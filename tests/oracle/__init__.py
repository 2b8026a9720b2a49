"""A second opinion on statuses and gaps: a lawyer who walks over the days with the acts in hand.

Written from DESIGN and GUIDE, for small records: it reads the plain values of a record and nothing
of the engine. It keeps no spans: of each day it asks anew which lines stand, what they say, and
whom they reach. Where DESIGN is silent a comment says "as the engine has it".
"""

from __future__ import annotations

from tests.oracle.answers import Answer, Difference, Oracle
from tests.oracle.walk import RANGE, Line, Place, Walk, was_public

__all__ = ["RANGE", "Answer", "Difference", "Line", "Oracle", "Place", "Walk", "was_public"]
