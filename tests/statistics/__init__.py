"""Statistics for everybody (R-70)."""
