"""The language of a text."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_MIN_LETTERS = 40
_MAX_CHARACTERS = 2_000  # enough to tell, and as fast for a book as for a page
_MIN_CONFIDENCE = 0.9
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as `en-GB`; null where it has none."""
    match = _CODE.fullmatch((tag or "").strip())
    return match.group(1).lower() if match else None


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that `text` is written in; null for a text too short or too mixed to tell."""
    if sum(map(str.isalpha, text[:_MAX_CHARACTERS])) < _MIN_LETTERS:
        return None
    code, confidence = _identifier().classify(text[:_MAX_CHARACTERS])
    return language_code(code) if confidence >= _MIN_CONFIDENCE else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
