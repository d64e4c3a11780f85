"""Set-up: the lock pins everything by hash and names no host; the Makefile explains what is missing."""

import os
import re
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
FAKE = """#!/bin/sh
case "$2" in
    *version_info*) exit {old} ;;
    *ensurepip*) exit {bare} ;;
esac
exit 0
"""


@pytest.fixture
def make(tmp_path):
    """Run make in a copy of the set-up files with a `python3` of our own."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "touch", "rm", "find"):
        (tools / name).symlink_to(shutil.which(name))

    def run(target: str, *, old: int = 0, bare: int = 0) -> subprocess.CompletedProcess[str]:
        python = tools / "python3"
        python.write_text(FAKE.format(old=old, bare=bare))
        python.chmod(python.stat().st_mode | stat.S_IXUSR)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
        environment["PATH"] = str(tools)
        command = [shutil.which("make"), target]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_every_requirement_is_pinned_with_hashes():
    pins = re.findall(r"^([A-Za-z0-9._-]+)(\S*)", LOCK, re.MULTILINE)
    assert len(pins) > 100
    assert all(version.startswith("==") for _, version in pins)
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_host():
    assert not re.search(r"https?:|index-url|find-links|file:", LOCK)


def test_every_dependency_is_in_the_lock():
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]
    for requirement in [*wanted, *PROJECT["build-system"]["requires"]]:
        name = re.match(r"[A-Za-z0-9._-]+", requirement).group().lower()
        assert re.search(rf"^{re.escape(name)}==", LOCK, re.MULTILINE), (
            f"{name} is not in requirements.lock: run make lock"
        )


def test_nothing_for_training_is_needed_to_run():
    assert not re.search(r"^(torch|onnx|safetensors)==", LOCK, re.MULTILINE)


def test_an_old_python_gets_a_sentence(make):
    done = make("setup", old=1)
    assert done.returncode != 0
    assert "No Python 3.11 or later was found: install python3.11 or a later one" in done.stderr


def test_a_missing_venv_module_gets_a_sentence(make):
    done = make("report", bare=1)
    assert done.returncode != 0
    assert "python3 cannot make virtual environments: install its venv module" in done.stderr


def test_what_the_package_needs_is_shipped():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["analysis"]
    package = ROOT / "analysis"
    shipped = {path for pattern in patterns for path in package.glob(pattern)}
    needed = {path for path in package.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert needed <= shipped


def test_ci_runs_the_checks_and_the_suite():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == ["make check", "make test"]
    assert "set -eu" in lines
