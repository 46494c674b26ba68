"""Files made safe, and what is claimed with them."""
