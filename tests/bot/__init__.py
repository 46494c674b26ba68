"""The bot's own machinery: words, receiving, working off, delivering."""
