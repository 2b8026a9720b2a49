"""The class engine's chemistry: structures, their groups, and the rules judged on them.

``toolkit`` alone knows RDKit, which the extra ``chem`` installs; ``graph`` and ``groups`` are pure.
"""
