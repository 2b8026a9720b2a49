"""The browsable site: a folder of pages that works from disk, without network and without script.

``build`` gives every file as bytes; it sees the engine's answers only, no files, clock or network.
"""
