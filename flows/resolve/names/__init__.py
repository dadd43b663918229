"""Comparing personal names across scripts, spellings, orders and national forms."""

from flows.resolve.names.keys import initial_keys, name_keys
from flows.resolve.names.match import DIFFERENT, SAME, Match, compare
from flows.resolve.names.pairs import match_pairs
from flows.resolve.names.person_name import is_full

__all__ = ["DIFFERENT", "SAME", "Match", "compare", "initial_keys", "is_full", "match_pairs", "name_keys"]
