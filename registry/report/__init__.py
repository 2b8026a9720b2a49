"""Documents as tables, formats, workbooks and pages."""
