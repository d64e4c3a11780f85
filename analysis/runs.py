"""Run the notebooks over a corpus, two at a time, each in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROCESSES = 2
PARAMETER = re.compile(r"^(\w+)[ \t]*[:=]", re.M)


@dataclass(frozen=True)
class Failure:
    """Where and why a notebook stopped.

    Attributes
    ----------
    notebook : its name.
    cell : the number of the cell, counted from 1 over all cells, or "" where it never began.
    error : what it said, in one line.
    """

    notebook: str
    cell: str
    error: str

    def __str__(self) -> str:
        where = f", cell {self.cell}" if self.cell else ""
        return f"{self.notebook}{where}: {self.error}"


def notebooks_folder() -> Path:
    """Return the folder of the project's notebooks.

    Raises
    ------
    FileNotFoundError : where the package was installed without them.
    """
    folder = Path(__file__).resolve().parent.parent / "notebooks"
    if not folder.is_dir():
        raise FileNotFoundError(
            f"No notebooks in {folder}: run this from a clone of the project, installed with make setup."
        )
    return folder


def run_notebooks(
    notebooks: Sequence[Path], out: Path, parameters: Mapping[str, Any], *, processes: int = PROCESSES
) -> list[Failure]:
    """Execute notebooks with papermill, each into `out` under its own name.

    Parameters
    ----------
    notebooks : paths of .ipynb files.
    out : folder of the executed notebooks.
    parameters : given to each notebook that has them; relative paths are relative to the current folder.
    processes : notebooks that run at the same time.

    Returns
    -------
    Failure of each notebook that stopped, in the order given. What ran before it stopped is written all the same.
    """
    import yaml

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        given = {path: Path(scratch) / f"{path.stem}.yaml" for path in notebooks}
        for path, file in given.items():
            known = {name: value for name, value in parameters.items() if name in parameters_of(path)}
            file.write_text(yaml.safe_dump(known, allow_unicode=True), encoding="utf-8")
        with ThreadPoolExecutor(processes) as pool:
            found = list(pool.map(lambda path: _run(path, out / path.name, given[path]), notebooks))
    return [failure for failure in found if failure]


def parameters_of(path: Path) -> set[str]:
    """Return the names that the cell tagged "parameters" of a notebook sets."""
    import nbformat

    cells = [c for c in nbformat.read(path, as_version=4).cells if "parameters" in c.metadata.get("tags", [])]
    return {name for cell in cells for name in PARAMETER.findall(cell.source)}


def _run(notebook: Path, target: Path, parameters: Path) -> Failure | None:
    target.unlink(missing_ok=True)
    command = [sys.executable, "-m", "papermill", str(notebook), str(target), "-f", str(parameters)]
    command += ["--kernel", "python3", "--no-progress-bar", "--log-level", "ERROR"]
    # One thread each: two notebooks share the processors, and rounding does not depend on their number.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode == 0:
        return None
    return failure_in(target) or Failure(notebook.stem, "", _last_line(done.stderr))


def failure_in(path: Path) -> Failure | None:
    """Return where an executed notebook stopped, or None where no cell of it has an error."""
    import nbformat

    if not path.is_file():
        return None
    notebook = nbformat.read(path, as_version=4)
    # papermill puts one cell on top that says that something failed; readers count without it.
    cells = [cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    for number, cell in enumerate(cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return Failure(path.stem, str(number), f"{output.ename}: {_last_line(output.evalue)}")
    return None


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "stopped without a word"


def tidy(path: Path) -> Any:
    """Read an executed notebook, take away what papermill and this machine added, write it back and return it."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    kept = []
    for cell in notebook.cells:
        if "papermill-error-cell-tag" in cell.metadata.get("tags", []):
            continue
        for key in ("papermill", "execution", "collapsed"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            if output.output_type == "error":  # its paths are this machine's
                output.traceback = [f"{output.ename}: {output.evalue}"]
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(map(_portable, cell.source.splitlines()))
        kept.append(cell)
    notebook.cells = kept
    nbformat.write(notebook, path)
    return notebook


def _portable(line: str) -> str:
    """Return a line of parameters without the folders of this machine: an absolute path becomes its last part."""
    name, _, value = line.partition(" = ")
    path = value.strip("\"'")
    if name == "figures":
        return 'figures = ""'
    return f'{name} = "{Path(path).name}"' if value != path and Path(path).is_absolute() else line


def refresh(folder: Path | None = None) -> None:
    """Execute the project's notebooks in place, as they are committed: with outputs, without this machine's metadata.

    Parameters
    ----------
    folder : of the notebooks; the project's own by default.

    Raises
    ------
    nbclient.exceptions.CellExecutionError : where a cell fails; that notebook is left as it was.
    """
    import nbformat
    from nbclient import NotebookClient

    folder = folder or notebooks_folder()
    for path in sorted(folder.glob("[0-9]*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        where = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, timeout=600, kernel_name="python3", record_timing=False, resources=where).execute()
        notebook.metadata["language_info"] = {"name": "python"}
        nbformat.write(notebook, path)


if __name__ == "__main__":
    refresh()
