"""What staff of departments and kindergartens do in the same bot."""
