"""Sources: who says so, as the text calls them, and how surely."""

from __future__ import annotations

import re
from functools import cache

from flows.extract.claims import Certainty
from flows.extract.lexicon import speech_verbs

LONGEST = 90  # characters of a source's name
_OPEN = r"[^\n.;:!?“”\"()]"
_REPORTED = re.compile(r"\b(?:reportedly|according to|apparently|is said to|are said to|was said to)\b", re.IGNORECASE)
_ALLEGED = re.compile(r"\b(?:allegedly|alleges?d?|claims?|claimed|purportedly|accuses?d?)\b", re.IGNORECASE)
_ACCORDING = re.compile(
    rf"\b(?:according to|figures? (?:from|of|by)|data (?:from|of|by)|count(?:ed)? by)\s+(?P<who>{_OPEN}+?)(?=,|\s[–—-]\s|\n|[.;:!?“”\"()]|$)",
    re.IGNORECASE,
)
_DESIGNATED = re.compile(
    rf"\b(?:designated|recogni[sz]ed|listed|classified|counted|considered|documented|registered|recorded|verified)\s+by\s+(?P<who>{_OPEN}+?)(?=\s+(?:as|in|on|since|to|are|is|were|was|remain\w*)\b|,|[.;:]|$)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|i|who|which|that|this|there|one|you)$", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:but|and|as|while|though|although|because|so|yet|meanwhile|earlier|later|what|that)\s+)+", re.IGNORECASE
)
_NOT_A_NAME = re.compile(r"\b(?:was|were|is|are|has|had|have|been|be|will|would)\b", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    counting = (
        "counts",
        "counted",
        "documented",
        "registered",
        "recorded",
        "lists",
        "listed",
        "estimates",
        "estimated",
        "verified",
        "logged",
        "puts",
        "put",
    )
    verbs = "|".join(sorted({*speech_verbs(), *counting} - {"called", "call", "calls", "post", "point", "ask", "asks"}))
    before = rf"(?:^|(?<=[,“”\"–—(;:]))\s*(?P<who>[^\n,.;:!?“”\"()–—]{{2,{LONGEST}}}?)\s+(?:also\s+|has\s+|have\s+|had\s+|since\s+)*(?:{verbs})\b"
    behind = rf"[,”\"]\s*(?:{verbs})\s+(?P<behind>[^\n.;:!?“”\"(),–—]{{2,{LONGEST}}})"
    return re.compile(rf"{before}|{behind}")


def source(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the words in the sentence text[start:end] that say whose word it is; None where it is the author's."""
    for pattern in (_ACCORDING, _said(), _DESIGNATED):
        for match in pattern.finditer(text, start, end):
            name = "who" if match["who"] else "behind"
            place = _trimmed(text, *match.span(name))
            if place is not None:
                return place
    return None


def certainty(text: str, start: int, end: int) -> Certainty:
    """How surely the sentence text[start:end] tells what it tells."""
    if _ALLEGED.search(text, start, end):
        return "alleged"
    if _REPORTED.search(text, start, end) or _said().search(text, start, end):
        return "reported"
    return "asserted"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    lead = _LEAD.match(words)
    start += lead.end() if lead else 0
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    words = text[start:end]
    if not words or len(words) > LONGEST or _PRONOUN.fullmatch(words) or _NOT_A_NAME.search(words):
        return None
    return start, end
