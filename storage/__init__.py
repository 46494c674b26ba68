"""What is kept: one SQLite file, named SQL, one durable transaction per unit of work."""
