"""A quick hash of codes for tests that are not about how slow it is."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Quick(Argon2PasswordHasher):
    """The same algorithm with the least work; not that of first codes, so that a chosen code is told from them."""

    time_cost = 1
    memory_cost = 256
    parallelism = 1
