"""Conversations as data: forms are filled here without Telegram, without a database, without waiting."""
