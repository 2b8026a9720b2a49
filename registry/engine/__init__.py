"""What follows from the acts: lines, coverage, statuses, gaps and changes over time. Pure."""
