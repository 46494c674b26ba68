"""Help, a person to ask, the numbers to call, and the way through the menu."""
