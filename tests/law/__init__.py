"""What operators change of the law: on a real database."""
