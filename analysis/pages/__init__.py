"""The pages room: tables, articles and executed notebooks as pages to share, evidence one click from every number."""
