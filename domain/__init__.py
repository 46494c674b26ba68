"""The rules: values in, decisions out. Nothing here knows of words, databases or networks."""
