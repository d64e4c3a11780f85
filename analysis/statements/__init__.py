"""Who said what: attributed statements, their speakers and speech acts."""

from analysis.statements.cues import load_cues, scale_of
from analysis.statements.reading import read_statements
from analysis.statements.saying import Saying
from analysis.statements.table import statement_table

__all__ = ["Saying", "load_cues", "read_statements", "scale_of", "statement_table"]
