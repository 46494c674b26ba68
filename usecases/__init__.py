"""What happens: load, decide, save in one transaction; a function per thing asked for."""
