"""Results as tables, one module a kind of result."""
