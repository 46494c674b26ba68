"""What a parent gives once and finds again: place, e-mail, own data, drafts, the receipt."""
