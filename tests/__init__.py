"""The tests mirror the package; helpers are imported as tests.ROOM.MODULE."""
