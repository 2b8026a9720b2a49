"""The gap report as a workbook: its sheets, and what is read back from a signed one."""
