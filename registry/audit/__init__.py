"""Judging the files: checks, reviews of an edit, generated files."""
