"""Read diplomatic news: who is in it, who said what in which tone, and what happened when."""
