"""How property tests run here: the same examples every time, and no clock in their verdict; nightly fuzzing looks for new ones."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
