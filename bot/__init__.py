"""What families and staff see: conversations, screens, delivery."""
