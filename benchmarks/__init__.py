"""How fast the bot is, measured against bare aiogram over HTTP: `make bench`, figures in README.md."""
