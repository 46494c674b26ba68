"""A department's work and what families get of it: transcripts in both languages."""
