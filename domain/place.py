"""Places are KATO codes: nine digits, of which the first two name the region."""

_CITIES_OF_ONE_QUEUE = ("71", "75", "79")


def region_of(code: str) -> str:
    """The region in which a place lies."""
    return f"{code[:2]}0000000"


def queue_place(district_code: str) -> str:
    """Where a district queues (R-40): in the three great cities the city, elsewhere itself."""
    if district_code.startswith(_CITIES_OF_ONE_QUEUE):
        return region_of(district_code)
    return district_code


def is_whole_district(place: str) -> bool:
    """Whether a queue place is a district as a whole, with localities of its own (R-40)."""
    return region_of(place) != place
