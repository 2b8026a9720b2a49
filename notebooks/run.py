"""Run the notebooks of this folder and keep their outputs.

``python notebooks/run.py`` runs each and writes it with what it printed and drew;
``--check`` writes nothing and fails if one fails, or shows the outputs of other data.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook after a run, without anything that differs between two runs."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(HERE)}},
    ).execute()
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })  # fmt: skip
    return notebook


def data_line(notebook: nbformat.NotebookNode) -> str:
    """The line in which a notebook says which data it read."""
    texts = (one.get("text", "") for cell in notebook.cells for one in cell.get("outputs", ()))
    lines = (line for text in texts for line in text.splitlines())
    return next((line for line in lines if line.startswith("data ")), "no data")


def main(*, check: bool) -> int:
    """Run every notebook; 1 if ``check`` finds outputs of other data."""
    stale = []
    for path in sorted(HERE.glob("*.ipynb")):
        kept = data_line(nbformat.read(path, as_version=4))
        fresh = executed(path)
        if not check:
            path.write_text(nbformat.writes(fresh) + "\n", encoding="utf-8")
        elif data_line(fresh) != kept:
            stale.append(f"{path.name} shows {kept}; the record is {data_line(fresh)}")
    for line in stale:
        print(f"{line}. Run: make notebooks", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(check="--check" in sys.argv))
