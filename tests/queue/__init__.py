"""The queue over days and years: set-based work on a real database, and transcripts."""
