"""What happened when: reports of events, their dates, plans and what became of them, figures that disagree."""

from analysis.events.bounds import publication_bounds
from analysis.events.report import Report
from analysis.events.reports import read_reports
from analysis.events.table import event_table

__all__ = ["Report", "event_table", "publication_bounds", "read_reports"]
