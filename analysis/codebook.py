"""The researcher's own decisions, written in TOML: who is one, what to leave out, when an article appeared."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

SECTIONS = {
    "aliases": 'a canonical name and its other names: "European Union" = ["EU", "Brussels bloc"]',
    "ignore": 'names = ["a name that is no entity"]',
    "dates": 'an article and its day of publication: "file_name" = 2022-05-20',
    "outlets": 'an article, or an agency as datelines sign it, and the outlet: "file_name" = "The Harbour Gazette"',
    "cues": 'a verb and its speech act: "vow" = "commit", or "vow" = { act = "commit", scale = 5 }',
    "lexicon": 'a phrase and its valence between -1 and 1: "ironclad" = 0.6',
}


class CodebookError(ValueError):
    """A codebook says something that has no meaning; the message names the file, the line and what is allowed."""


@dataclass
class Codebook:
    """A researcher's decisions about a corpus; `Codebook()` decides nothing.

    Attributes
    ----------
    aliases : dict of str to str
        A name as articles write it -> the canonical name of its entity (canonical names among them).
    ignore : set of str
        Names that are no entity.
    dates : dict of str to date
        doc_id or file name -> day of publication.
    outlets : dict of str to str
        doc_id, file name or abbreviation of an agency -> outlet.
    cues : dict of str to dict
        Verb -> {"act": speech act, "scale": number or None}.
    lexicon : dict of str to float
        Phrase -> valence for the tone lexicon.
    """

    aliases: dict[str, str] = field(default_factory=dict)
    ignore: set[str] = field(default_factory=set)
    dates: dict[str, date] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    cues: dict[str, dict[str, Any]] = field(default_factory=dict)
    lexicon: dict[str, float] = field(default_factory=dict)

    def decided(self, decisions: dict[str, Any], doc_id: str, path: str | None) -> Any:
        """Return what `dates` or `outlets` decides for an article by its doc_id, path, file name or stem, or None."""
        names = [doc_id, *([path, Path(path).name, Path(path).stem] if path else [])]
        return next((decisions[name] for name in names if name in decisions), None)


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook.

    Parameters
    ----------
    path : a TOML file; its sections are those of `SECTIONS`, all optional.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError : for a file that is missing or no TOML, a wrong section, key or value, and an alias of two
        entities; it names the line, its content and what is allowed.
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read ({error.strerror}). Name a codebook in TOML.") from error
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: is not written in UTF-8. Save it again as UTF-8.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(_syntax_message(path, text, error)) from error
    return _Reader(path, text).read(data)


def _syntax_message(path: Path, text: str, error: Exception) -> str:
    at = re.search(r"line (\d+)", str(error))
    lines = text.splitlines()
    number = int(at.group(1)) if at else len(lines)
    content = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    hint = "Names with spaces or dots stand in quotation marks, lists in [ ], text values in quotation marks."
    return f"{path}, line {number}: {content!r} is no TOML ({error}). {hint}"


class _Reader:
    """Checks the sections of one codebook, and knows the line of each key."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def read(self, data: dict[str, Any]) -> Codebook:
        for section, values in data.items():
            if section not in SECTIONS:
                raise self.error(None, section, f"unknown section {section!r}", _suggest(section, SECTIONS))
            if not isinstance(values, dict):
                raise self.error(
                    None, section, f"{section!r} is no section", f"Write [{section}] and under it {SECTIONS[section]}."
                )
        return Codebook(
            aliases=self.aliases(data.get("aliases", {})),
            ignore=self.ignore(data.get("ignore", {})),
            dates={key: self.day(key, value) for key, value in data.get("dates", {}).items()},
            outlets={key: self.name("outlets", key, value) for key, value in data.get("outlets", {}).items()},
            cues={key.casefold(): self.cue(key, value) for key, value in data.get("cues", {}).items()},
            lexicon={key: self.valence(key, value) for key, value in data.get("lexicon", {}).items()},
        )

    def aliases(self, section: dict[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        owner: dict[str, str] = {}
        for canonical, names in section.items():
            names = [names] if isinstance(names, str) else names
            if not canonical.strip() or not isinstance(names, list) or not all(_is_name(name) for name in names):
                raise self.error("aliases", canonical, "the other names are no list of names")
            for name in [canonical, *names]:
                other = owner.setdefault(name.strip().casefold(), canonical)
                if other != canonical:
                    message = f"{name!r} already stands for {other!r}"
                    raise self.error("aliases", canonical, message, "A name can have one entity only.")
                found[name.strip()] = canonical
        return found

    def ignore(self, section: dict[str, Any]) -> set[str]:
        for key, names in section.items():
            if key != "names":
                raise self.error("ignore", key, f"unknown key {key!r}")
            if not isinstance(names, list) or not all(_is_name(name) for name in names):
                raise self.error("ignore", key, "names is no list of names")
        return {name.strip() for name in section.get("names", [])}

    def day(self, key: str, value: Any) -> date:
        from analysis.corpus.datelines import find_days, read_day  # here: the corpus room reads codebooks itself

        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        day = read_day(value) if isinstance(value, str) else None
        if day is None:
            raise self.error("dates", key, f"{value!r} is no day")
        other = find_days(value)[0].other
        if other:
            raise self.error("dates", key, f"{value!r} may be two days", f"Write {day} or {other}.")
        return day

    def name(self, section: str, key: str, value: Any) -> str:
        if not _is_name(value):
            raise self.error(section, key, f"{value!r} is no name")
        return value.strip()

    def cue(self, key: str, value: Any) -> dict[str, Any]:
        from analysis.encoder.reading import ACTS

        entry = value if isinstance(value, dict) else {"act": value}
        for name in entry:
            if name not in ("act", "scale"):
                raise self.error("cues", key, f"unknown key {name!r}", _suggest(name, ("act", "scale")))
        act, scale = entry.get("act"), entry.get("scale")
        if act not in ACTS:
            raise self.error("cues", key, f"{act!r} is no speech act", _suggest(str(act), ACTS))
        if scale is not None and not (_is_number(scale) and -10 <= scale <= 10):
            raise self.error("cues", key, f"the scale {scale!r} is no number between -10 and 10")
        return {"act": act, "scale": None if scale is None else float(scale)}

    def valence(self, key: str, value: Any) -> float:
        if not (_is_number(value) and -1 <= value <= 1 and key.strip()):
            raise self.error("lexicon", key, f"{value!r} is no valence")
        return float(value)

    def error(self, section: str | None, key: str, problem: str, allowed: str = "") -> CodebookError:
        number = self.line_of(section, key)
        content = self.lines[number - 1].strip() if number else key
        allowed = allowed or f"[{section}] holds {SECTIONS[section]}." if section else allowed
        return CodebookError(f"{self.path}, line {number}: {content!r}: {problem}. {allowed}")

    def line_of(self, section: str | None, key: str) -> int:
        """Return the number of the line that opens a section or key, 0 if it is written in a way not looked for."""
        current = ""
        for number, line in enumerate(self.lines, start=1):
            header = re.match(r"\s*\[{1,2}\s*([^\]]+?)\s*\]", line)
            if header and "=" not in line.split("]")[0]:
                current = header.group(1).strip("\"'")
                if section is None and current.split(".")[0] == key:
                    return number
            elif (section is None or current == section) and _key_of(line) == key:
                return number
        return 0


def _key_of(line: str) -> str | None:
    match = re.match(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*[=.]", line)
    return next((group for group in match.groups() if group is not None), None) if match else None


def _suggest(word: str, allowed: Iterable[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), list(allowed), n=1, cutoff=0.6)
    return (f"Did you mean {near[0]!r}? " if near else "") + f"Allowed: {', '.join(allowed)}."


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
