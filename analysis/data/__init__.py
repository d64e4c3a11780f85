"""The lexicons: lists of names, words and rules in files that a researcher can read and extend."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any


def read_toml(name: str) -> dict[str, Any]:
    """Return what the TOML lexicon `name` holds."""
    return tomllib.loads((files(__name__) / name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the CSV lexicon `name`, each as column to value."""
    return list(csv.DictReader((files(__name__) / name).read_text(encoding="utf-8").splitlines()))
