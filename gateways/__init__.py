"""Outside systems, one module each: the dialect stays here, the ports in `usecases.ports` know
nothing of it.
"""
