"""One's own account, without a conversation."""
