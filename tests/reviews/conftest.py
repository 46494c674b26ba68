"""A kindergarten with its people, as the timesheets' tests have it."""

from tests.timesheets.conftest import garden

__all__ = ["garden"]
