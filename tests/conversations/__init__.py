"""Transcripts: people talk to the bot through the playground's Telegram, over real HTTP."""
