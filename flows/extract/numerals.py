"""Numerals: whole numbers as English prose writes them, in digits or in words."""

from __future__ import annotations

import csv
import re
from functools import reduce
from importlib.resources import files

from flows.extract.folding import fold

_WORDS = list(csv.DictReader(files("flows.extract").joinpath("data/numbers_words.csv").read_text("utf-8").splitlines()))
VALUES = {row["word"]: int(row["value"]) for row in _WORDS}
_SCALES = {row["word"] for row in _WORDS if row["kind"] == "scale"}


def _either(*kinds: str) -> str:
    return "(?:" + "|".join(row["word"] for row in _WORDS if row["kind"] in kinds) + ")"


_JOINT = r"(?:-|‑|[^\S\n]+|\n)"
_SEPARATOR = "[,. \u00a0\u2009\u202f'’]"
_BELOW_100 = f"(?:{_either('ten')}(?:{_JOINT}{_either('unit')})?|{_either('teen')}|{_either('unit')})"
_REST = rf"(?:{_JOINT}(?:and{_JOINT})?{_BELOW_100}\b(?!{_JOINT}hundred))?"
_BELOW_1000 = f"(?:(?:{_BELOW_100}|a){_JOINT}hundred{_REST}|{_BELOW_100})"
_THOUSANDS = f"(?:(?:{_BELOW_1000}|a){_JOINT}thousand(?:,?{_JOINT}(?:and{_JOINT})?{_BELOW_1000})?)"
_DIGITS = rf"\d{{1,3}}(?:{_SEPARATOR}\d{{3}}(?!\d))+|\d{{1,9}}"

WORDS = (
    rf"(?:half{_JOINT}an?{_JOINT}(?:million|dozen|hundred|thousand)|{_THOUSANDS}|"
    rf"(?:{_BELOW_100}|an?){_JOINT}(?:dozen|million)|{_BELOW_1000}|{_either('nought')})"
)
"""A regular expression, to be matched without regard to case, for a number in words."""

DIGITS = rf"(?:(?:\d{{1,3}}[.]\d{{1,2}}|{_DIGITS})(?:{_JOINT}(?:dozen|hundred|thousand|million)\b)?)"
"""The same for a number in digits, with or without separators of thousands and a word of scale."""

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d\W]*(?=[^\W\d]|$)")


def numeral_value(surface: str) -> int:
    """The number that a match of `WORDS` or `DIGITS` stands for."""
    tokens = _TOKEN.findall(fold(surface))
    if tokens[0] == "half":
        return VALUES[tokens[-1]] // 2
    total, group = reduce(_add, tokens, (0, 0.0))
    return round(total + group)


def _add(sums: tuple[int, float], token: str) -> tuple[int, float]:
    """Add one word to (thousands, rest): "two hundred thousand six" is (0, 2), (0, 200), (200000, 0), (200000, 6)."""
    total, group = sums
    if token in _SCALES:
        group = (group or 1) * VALUES[token]
        return (total + round(group), 0.0) if VALUES[token] >= 1000 else (total, group)
    if token in VALUES:
        return total, group + VALUES[token]
    if token[0].isdigit():
        return total, group + _digits_value(token.strip())
    return total, group


def _digits_value(token: str) -> float:
    if re.fullmatch(r"\d{1,3}\.\d{1,2}", token):
        return float(token)
    return float(re.sub(r"\D", "", token))
