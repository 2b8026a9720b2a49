"""Which substances the US, the PRC and the UN control, since when, and where the lists differ."""

__version__ = "2026.11.24"
