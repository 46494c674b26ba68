"""Detached CMS signatures of the national digital signature (ЭЦҚ): RSA and GOST 34.10-2015-512, verified in Python.

`verifier` holds the acceptance list, `certificates` whom a key belongs to and who vouches for it, `ocsp` whether it was
revoked, `algorithms` the mathematics, all of it done by libraries (docs/decisions/0012).
"""
