"""Reviews of kindergartens (R-70)."""
