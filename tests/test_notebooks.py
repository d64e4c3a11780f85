"""The notebooks as they are committed: executed, portable, explained, and the same after every run."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.runs import run_notebooks

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXPLAINED = {"corpus", "outlets", "since", "until", "top", "codebook", "figures"}


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def parameters(path: Path) -> nbformat.NotebookNode:
    (cell,) = [cell for cell in code_cells(path) if "parameters" in cell.metadata.get("tags", [])]
    return cell


def test_there_are_four() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["1_entity_frequency", "2_statement_tone", "3_timeline", "4_validation"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_was_executed_in_order_without_an_error(path: Path) -> None:
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type in ("error", "stream")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_of_papermill_or_of_a_machine_was_committed(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert "papermill" not in notebook.metadata
    for cell in notebook.cells:
        assert not {"papermill", "execution"} & set(cell.metadata)
        assert "injected-parameters" not in cell.metadata.get("tags", [])
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text
    assert not re.search(r"/(?:home|root|tmp|Users)/", text)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_parameter_has_a_type_a_default_and_a_comment(path: Path) -> None:
    source = parameters(path).source
    assigned = ast.parse(source).body
    assert all(isinstance(node, ast.AnnAssign) and node.value is not None for node in assigned)
    assert {node.target.id for node in assigned} >= EXPLAINED  # type: ignore[union-attr, attr-defined]
    assert all("  # " in line for line in source.splitlines() if not line.startswith("#"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_define_nothing(path: Path) -> None:
    for cell in code_cells(path):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= 8 or "parameters" in cell.metadata.get("tags", [])
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(ast.parse(cell.source)))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_has_words(path: Path) -> None:
    outputs = [output for cell in code_cells(path) for output in cell.outputs if "image/png" in output.get("data", {})]
    assert outputs
    for output in outputs:
        words = output.metadata["image/png"]["alt"]
        assert words == output.data["text/plain"]
        assert len(words) > 40


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_headings_begin_with_one_title_and_are_in_order(path: Path) -> None:
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    levels = [
        len(line) - len(line.lstrip("#")) for source in sources for line in source.splitlines() if line.startswith("#")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_papermill_explains_the_parameters() -> None:
    command = [sys.executable, "-m", "papermill", "--help-notebook", str(NOTEBOOKS[2])]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "corpus: str" in told
    assert "folder of .txt, .md or .html articles" in told
    assert 'lane: str (default "kind")' in told


def test_a_run_from_another_folder_on_one_article_writes_its_output_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(
        "LIMA - Peru and Chile met on Monday.\n\nNothing else was said.\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "papermill", str(NOTEBOOKS[0]), "out.ipynb", "-p", "corpus", "news"]
    command += ["--kernel", "python3", "--no-progress-bar", "--log-level", "ERROR"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["news", "out.ipynb"]
    shown = [o["data"]["text/plain"] for cell in code_cells(tmp_path / "out.ipynb") for o in cell.outputs]
    assert any("One article: there is nothing to compare it with." in words for words in shown)


def test_figures_are_those_that_the_notebooks_draw() -> None:
    drawn = {
        output.metadata["image/png"]["name"]
        for path in NOTEBOOKS
        for cell in code_cells(path)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    }
    saved = {path.name for path in (ROOT / "figures").iterdir()}
    assert saved == {f"{name}.{ending}" for name in drawn for ending in ("png", "svg")}


def test_running_the_notebooks_draws_the_committed_figures_byte_for_byte(tmp_path: Path) -> None:
    drawn, committed = tmp_path / "figures", ROOT / "figures"
    parameters = {"corpus": str(ROOT / "seeds"), "figures": str(drawn)}
    for folder in (drawn, tmp_path / "out"):
        folder.mkdir()
    assert run_notebooks(NOTEBOOKS, tmp_path / "out", parameters) == []
    assert sorted(p.name for p in drawn.iterdir()) == sorted(p.name for p in committed.iterdir())
    assert [p.name for p in sorted(drawn.iterdir()) if p.read_bytes() != (committed / p.name).read_bytes()] == []
