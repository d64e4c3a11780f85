"""Temporal expressions of news: a grammar that finds them, and their resolution to TIMEX3 values and intervals."""

from analysis.dates.expression import Expression
from analysis.dates.reading import read_dates, read_text
from analysis.dates.resolution import resolve_article
from analysis.dates.table import resolve_dates
from analysis.dates.timex import interval

__all__ = ["Expression", "interval", "read_dates", "read_text", "resolve_article", "resolve_dates"]
