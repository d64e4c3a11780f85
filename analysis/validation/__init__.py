"""Is the tone right: blind coding sheets, agreement, accuracy, and what errors do to averages."""

from analysis.validation.agreement import agreement, krippendorff_alpha
from analysis.validation.coders import compare_coders
from analysis.validation.codes import read_code
from analysis.validation.coding import find_coded, read_coding, score_coded, score_contexts
from analysis.validation.command import add_commands
from analysis.validation.filled import read_sheet
from analysis.validation.key import read_key, score_key, write_key
from analysis.validation.report import Validation, validate, validation_report
from analysis.validation.scorers import (
    compare_scorers,
    confusion,
    corrected_averages,
    f1_scores,
    tone_label,
)
from analysis.validation.sheets import SheetError, draw_sheet, write_sheet

__all__ = [
    "SheetError",
    "Validation",
    "add_commands",
    "agreement",
    "compare_coders",
    "compare_scorers",
    "confusion",
    "corrected_averages",
    "draw_sheet",
    "f1_scores",
    "find_coded",
    "krippendorff_alpha",
    "read_code",
    "read_coding",
    "read_key",
    "read_sheet",
    "score_coded",
    "score_contexts",
    "score_key",
    "tone_label",
    "validate",
    "validation_report",
    "write_key",
    "write_sheet",
]
