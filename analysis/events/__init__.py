"""What happened when: reports of events, their dates, plans and what became of them, figures that disagree."""

from analysis.events.bounds import bounds_table, publication_bounds
from analysis.events.export import export_timeline, icalendar, timeline_csv, timeline_js
from analysis.events.figures import figure_disagreements
from analysis.events.plans import plan_ledger
from analysis.events.report import Report
from analysis.events.reports import read_reports
from analysis.events.table import event_table
from analysis.events.timeline import coverage_lag, timeline

__all__ = [
    "Report",
    "bounds_table",
    "coverage_lag",
    "event_table",
    "export_timeline",
    "figure_disagreements",
    "icalendar",
    "plan_ledger",
    "publication_bounds",
    "read_reports",
    "timeline",
    "timeline_csv",
    "timeline_js",
]
