"""What holds for every test."""

from hypothesis import settings

# How long an example takes says more of the machine than of the code; measurements are in bench/.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")
