"""A report and JupyterLab in a real browser: no error, no outside request, links that land, and no serious fault for
those who do not see or do not use a mouse."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.pages.places import article_page

ROOT = Path(__file__).resolve().parent.parent
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: install it (Debian: apt install chromium)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report of the seeds from the notebooks as they were committed, with marks that link."""

    from analysis.corpus import read_corpus
    from analysis.entities import entity_frequency
    from analysis.pages import report
    from analysis.pipeline import annotate
    from analysis.plots import chart, plot_entity_frequency

    out = tmp_path_factory.mktemp("pages")
    for folder in ("articles", "figures", "notebooks", "data"):
        (out / folder).mkdir()
    tables = annotate(read_corpus(ROOT / "seeds"))
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    for path in paths:
        nbformat.write(nbformat.read(path, as_version=4), out / "notebooks" / path.name)
    chart(plot_entity_frequency, entity_frequency(tables.mentions, tables.documents), folder=out / "figures")
    report._write_pages(tables, out, paths, [], {"corpus": "seeds", "codebook": "", "figures": ""})
    return out


def open_page(browser: Any, path: Path, **context: Any) -> tuple[Any, list[str]]:
    """Return an open page and the list that collects its errors and its requests to any host."""
    page = browser.new_context(**context).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else faults.append(f"asks {r.url}"))
    page.goto(path.as_uri())
    return page, faults


def names(report: Path) -> list[str]:
    articles = sorted(path.relative_to(report).as_posix() for path in (report / "articles").iterdir())
    return sorted(path.name for path in report.glob("*.html")) + articles


def test_every_page_opens_without_error_or_request_and_axe_finds_no_serious_fault(browser: Any, report: Path) -> None:
    axe = AXE.read_text(encoding="utf-8")
    for name in names(report):
        page, faults = open_page(browser, report / name, bypass_csp=True)
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        serious = [(f["id"], f["nodes"][0]["html"][:200]) for f in found if f["impact"] in ("serious", "critical")]
        assert (name, faults, serious) == (name, [], [])
        assert page.evaluate("[...document.images].filter(image => !image.alt).length") == 0
        assert page.locator("svg:not([aria-label])").count() == 0
        page.context.close()


@pytest.mark.parametrize(
    "look", [{"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 720}}], ids=["dark", "phone"]
)
def test_pages_are_sound_in_the_dark_and_on_a_phone(browser: Any, report: Path, look: dict[str, Any]) -> None:
    axe = AXE.read_text(encoding="utf-8")
    for name in ("index.html", "2_statement_tone.html", names(report)[-1]):
        page, faults = open_page(browser, report / name, bypass_csp=True, **look)
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        serious = [(f["id"], f["nodes"][0]["html"][:200]) for f in found if f["impact"] in ("serious", "critical")]
        wide = page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]
        assert (name, serious, wide, faults) == (name, [], False, [])
        page.context.close()


def test_a_bar_leads_to_its_evidence_and_that_to_the_sentence(browser: Any, report: Path) -> None:
    page, faults = open_page(browser, report / "1_entity_frequency.html")
    page.locator("figure svg a").first.dispatch_event("click")
    page.wait_for_url("**/evidence-*.html#*")
    section = page.evaluate(
        "document.getElementById(decodeURIComponent(location.hash.slice(1))).parentElement.innerText"
    )
    assert "mentions" in section
    page.locator("section:has(h2:target) li a").first.click()
    page.wait_for_url("**/articles/*.html#c*")
    assert page.evaluate("document.querySelector(':target') !== null")
    assert faults == []
    page.context.close()


def test_a_statement_in_a_table_leads_to_its_words(browser: Any, report: Path) -> None:
    page, _ = open_page(browser, report / "2_statement_tone.html")
    row = page.locator("table.sheet", has_text="Statements in the order of the corpus").locator("tbody tr").first
    said = row.locator("td").first.inner_text()
    row.locator("a").click()
    page.wait_for_url("**/articles/*.html#c*")
    marked = page.evaluate("document.querySelector(':target').innerText")
    assert marked.split()[0].strip("\u201c\u201d\"'") in said
    page.context.close()


def test_tables_sort_and_filter(browser: Any, report: Path) -> None:
    page, _ = open_page(browser, report / "1_entity_frequency.html")
    table = page.locator("table.sheet", has_text="Most named").first
    header = table.locator("th", has_text="mentions").first
    read = "t => [...t.tBodies[0].rows].filter(r => !r.hidden).map(r => Number(r.cells[2].dataset.key))"
    header.locator("button").click()
    counts = table.evaluate(read)
    assert counts == sorted(counts)
    assert header.get_attribute("aria-sort") == "ascending"
    header.locator("button").press("Enter")
    assert table.evaluate(read) == sorted(counts, reverse=True)
    first = table.locator("tbody th").first.inner_text()
    page.get_by_label("Show rows with").first.fill(first)
    assert 1 <= len(table.evaluate(read)) < len(counts)
    page.context.close()


def test_hostile_text_does_nothing_in_a_browser(browser: Any, tmp_path: Path) -> None:
    from small_corpus import LINES, small_tables

    from analysis.pages import report

    for folder in ("articles", "figures", "notebooks", "data"):
        (tmp_path / folder).mkdir()
    report._write_pages(small_tables(), tmp_path, [], [], {"corpus": "x", "codebook": "", "figures": ""})
    for name in ("index.html", "evidence.html", article_page(list(LINES)[2])):
        page, faults = open_page(browser, tmp_path / name)
        page.on("dialog", lambda dialog, faults=faults: faults.append(dialog.message))
        assert page.locator("script").count() == 1
        assert "<script>alert(1)</script>" in page.inner_text("body")
        assert faults == []
        page.context.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab over a copy of the project's notebooks and yield its address."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for path in (folder / "notebooks").glob("*.ipynb"):
        nbformat.write(without_results(nbformat.read(path, as_version=4)), path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        f"--port={port}",
        "--IdentityProvider.token=",
        "--allow-root",
    ]
    command += [
        "--ServerApp.password=",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COMMUNIQUE_CACHE": str(folder / "cache")}
    environment |= {key: str(folder / key) for key in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    server = subprocess.Popen(
        command, cwd=folder / "notebooks", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_jupyterlab_opens_each_notebook_and_runs_all_its_cells(browser: Any, lab: str) -> None:
    for name in ("1_entity_frequency", "2_statement_tone", "3_timeline", "4_validation"):
        page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
        page.goto(f"{lab}/lab/workspaces/w{name[0]}/tree/{name}.ipynb", timeout=60_000)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        cells = wait_for_run(page, lab, name)
        errors = [o["evalue"] for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
        assert (name, errors) == (name, [])
        page.context.close()


def without_results(notebook: Any) -> Any:
    """Return a notebook as if it had never been run."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def wait_for_run(page: Any, lab: str, name: str) -> list[dict[str, Any]]:
    """Return the code cells of a notebook once it is saved with every one of them run, or one of them stopped."""
    idle = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
    for _ in range(30):
        time.sleep(2.0)
        page.wait_for_selector(idle, timeout=120_000, state="attached")
        page.keyboard.press("Control+s")
        for _ in range(4):
            time.sleep(0.5)
            cells = saved_cells(lab, name)
            stopped = any(o["output_type"] == "error" for cell in cells for o in cell["outputs"])
            if stopped or (cells and all(cell["execution_count"] for cell in cells)):
                return cells
    raise AssertionError(f"{name} was not run and saved in time")


def saved_cells(lab: str, name: str) -> list[dict[str, Any]]:
    """Return the code cells of a notebook as the server has them, none while it is being written."""
    try:
        with urllib.request.urlopen(f"{lab}/api/contents/{name}.ipynb", timeout=10) as answer:
            saved = json.load(answer)["content"]
    except urllib.error.HTTPError:
        return []
    return [cell for cell in saved["cells"] if cell["cell_type"] == "code"]
