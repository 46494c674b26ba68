"""The rules, in a lawyer's words."""
