"""Edits planted in a copy of the real data, each with what a review must say of it, and no more.

Nothing here imports the checks or the engine: rows are picked from the TOML by a seed.
"""
