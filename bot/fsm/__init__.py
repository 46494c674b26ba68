"""What may be said: conversations as data, without I/O."""
