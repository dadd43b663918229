"""Days as machines write them in metadata."""

import re
from datetime import date

_DAY = re.compile(r"(\d{4})([-/.])(\d\d)\2(\d\d)(?=\D|$)", re.ASCII)


def leading_day(value: str | None) -> date | None:
    """The day that a date or time in ISO 8601 order begins with; null where there is none, or only a month or year.

    The day is the publisher's own: the offset of a time is not applied.
    """
    match = _DAY.match(value or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
