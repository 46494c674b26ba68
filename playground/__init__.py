"""A Telegram, an SMS centre and state registers of our own, on loopback, around the real bot."""
