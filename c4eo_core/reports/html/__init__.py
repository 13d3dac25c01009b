"""HTML pieces of pages and reports."""
