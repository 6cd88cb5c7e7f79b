"""What holds for every test: no time limit a single example, since a busy machine is not a defect."""

from hypothesis import settings

settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
