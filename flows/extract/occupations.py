"""What a person does or belongs to, in the words of the text: titles, appositions and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from flows.extract.claims import Passage
from flows.extract.lexicon import cues_before, roles, speech_verbs, titles
from flows.extract.mentions import Mention
from flows.extract.people import Person
from flows.extract.words import Word, first_word

_BEFORE, _AFTER = 6, 10  # words that an occupation may be long, before a name and after it
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "our", "its", "my", "your", "one", "another"})
_ENDS = frozenset({"who", "whom", "whose", "which", "that", "was", "were", "is", "are", "has", "had", "aged", "said"})
_COMPLEMENTS = frozenset({"of", "at", "for", "in", "with", "from", "to", "on", "and", "the", "a", "an", "s"})
_STOPS = _ENDS | frozenset({"through", "under", "after", "before", "including", "excellency", "fellow", "when"})


def occupations(text: str, words: list[Word], person: Person) -> list[Passage]:
    """Passages that name an occupation or affiliation of the person, each wording once, in order."""
    spans = sorted({span for mention in person.mentions for span in _spans(words, mention)})
    found: dict[str, Passage] = {}
    for start, end in spans:
        quote = text[start:end]
        found.setdefault(quote.casefold(), Passage(start, end, quote, "occupations", "apposition"))
    return list(found.values())


def _spans(words: list[Word], mention: Mention) -> Iterator[tuple[int, int]]:
    first, last = first_word(words, mention.start), first_word(words, mention.end)
    for phrase in (_phrase_before(words, first), _apposition(words, last), _signature(words, first, last)):
        if phrase:
            yield phrase[0].start, phrase[-1].end


def _phrase_before(words: list[Word], first: int) -> list[Word]:
    """The noun phrase that ends before a name, without its determiner, where a role is its head."""
    if first == 0 or words[first].gap not in (" ", ". ", ", "):
        return []
    start = first
    while first - start < _BEFORE and _continues_back(words, start, first):
        start -= 1
    phrase = words[start:first]
    while phrase and (phrase[0].lower.endswith("ed") or phrase[0].kind in ("function", "date")):
        phrase = phrase[1:]
    return phrase if phrase and _is_occupation(phrase[-1]) else []


def _continues_back(words: list[Word], start: int, first: int) -> bool:
    if start == 0 or (start < first and (words[start].opens or words[start].gap not in (" ", "-", ". "))):
        return False
    word = words[start - 1]
    if start == first:
        return _is_occupation(word)
    if word.lower in cues_before() or word.lower in speech_verbs():
        return False
    return not word.possessive and word.kind != "particle" and word.lower not in _DETERMINERS | _STOPS


def _is_occupation(word: Word) -> bool:
    title = titles().get(word.lower)
    return word.lower in roles() or bool(title and title.capacity)


def _apposition(words: list[Word], last: int) -> list[Word]:
    """The words after a name and a comma that name a role, with what it is of."""
    if last >= len(words) or words[last].gap not in (", ", " – ", " — ", " ("):
        return []
    end = last
    while end < min(len(words), last + _AFTER) and (end == last or _continues(words, end)):
        end += 1
    phrase = words[last:end]
    while phrase and (phrase[0].lower in _DETERMINERS or phrase[0].lower == "then"):
        phrase = phrase[1:]
    while phrase and phrase[-1].lower in _COMPLEMENTS:
        phrase = phrase[:-1]
    if phrase and phrase[0].lower in _ENDS | speech_verbs():
        return []
    return phrase if any(word.lower in roles() for word in phrase[:5]) else []


def _continues(words: list[Word], at: int) -> bool:
    word = words[at]
    is_verb = word.kind == "plain" and word.lower.endswith("ed") and words[at - 1].lower in roles()
    return word.gap in (" ", "-", "’ ", "' ") and word.lower not in _ENDS and not is_verb


def _signature(words: list[Word], first: int, last: int) -> list[Word]:
    """The affiliation on a line that begins with a name and a comma and has no verb of its own."""
    begins = first == 0 or "\n" in words[first].gap
    if not begins or last >= len(words) or words[last].gap != ", " or words[last].kind in ("plain", "date"):
        return []
    end = last + 1
    while end < len(words) and "\n" not in words[end].gap:
        if end - last == _AFTER or words[end].gap != " " or words[end].lower in _ENDS:
            return []
        end += 1
    return words[last:end]
