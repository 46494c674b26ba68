"""The page in a browser: the road as a newcomer walks it, with nothing but what is seen."""
