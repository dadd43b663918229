"""Profiles: the claims that are one person by their full name alone, with what they tell of the person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from flows.extract.claims import PersonClaim
from flows.extract.name_folding import fold_name
from flows.resolve.claimed import Claimed
from flows.resolve.context import EMPTY, Context, contradictions, merged
from flows.resolve.decided import Decided
from flows.resolve.names import is_full

Mention = tuple[str, str]  # a document, and a folded name in it
Mentions = dict[Mention, list[Claimed[PersonClaim]]]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Claims of one person. `names` are the forms of the name to compare, `documents` those that tell of the person;
    `by_decision` says that somebody joined them."""

    claims: tuple[Claimed[PersonClaim], ...]
    names: tuple[str, ...]
    documents: frozenset[str]
    context: Context
    by_decision: bool = False

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """An order that does not depend on the order in which documents were read."""
        return min(claimed.sort_key for claimed in self.claims)


def profiles(
    people: Iterable[Claimed[PersonClaim]], told: Mapping[Mention, Context], decided: Decided[PersonClaim]
) -> list[Profile]:
    """Profiles of all claims, sorted.

    Claims of one full name are one profile where nothing in their contexts contradicts another; else each context has
    its own, and so has each claim that tells nothing of the kind. A name that is not full stays with its document. A
    claim that somebody decided to keep from others has its own profile.
    """
    mentions: Mentions = defaultdict(list)
    for claimed in people:
        mentions[claimed.document_id, fold_name(claimed.claim.name)].append(claimed)
    for claims in mentions.values():
        claims.sort(key=lambda claimed: claimed.sort_key)
    contexts = {mention: _context(claims, told) for mention, claims in mentions.items()}
    apart = {(claimed.document_id, fold_name(claimed.claim.name)) for claimed in decided.kept_apart}
    groups = [*_grouped(mentions.keys() - apart, contexts), *([mention] for mention in apart)]
    return sorted((_profile(group, mentions, contexts) for group in groups), key=lambda profile: profile.sort_key)


def joined(parts: Iterable[Profile]) -> Profile:
    """One profile of several."""
    found = list(parts)
    if len(found) == 1:
        return found[0]
    return Profile(
        tuple(claimed for part in found for claimed in part.claims),
        tuple(sorted({name for part in found for name in part.names})),
        frozenset[str]().union(*(part.documents for part in found)),
        merged(part.context for part in found),
        by_decision=True,
    )


def _context(claims: Iterable[Claimed[PersonClaim]], told: Mapping[Mention, Context]) -> Context:
    found = merged(told.get((claimed.document_id, claimed.claim.name), EMPTY) for claimed in claims)
    occupations = frozenset(fold_name(words) for claimed in claims for words in claimed.claim.occupations)
    return Context(found.countries, found.deaths, found.acts, found.alive, occupations)


def _grouped(mentions: Iterable[Mention], contexts: Mapping[Mention, Context]) -> Iterator[list[Mention]]:
    by_name: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for document_id, name in mentions:
        by_name[name, "" if is_full(name) else document_id].append((document_id, name))
    for group in by_name.values():
        yield from _parted(group, contexts)


def _parted(group: list[Mention], contexts: Mapping[Mention, Context]) -> Iterator[list[Mention]]:
    """One group, unless the contexts contradict each other."""
    telling: dict[object, list[Mention]] = defaultdict(list)
    silent = [mention for mention in group if not contexts[mention].telling]
    for mention in group:
        if (context := contexts[mention]).telling:
            telling[context.countries, context.deaths].append(mention)
    parts = [merged(contexts[mention] for mention in part) for part in (*telling.values(), silent)]
    if any(contradictions(one, other) for one, other in combinations(parts, 2)):
        yield from telling.values()
        yield from ([mention] for mention in silent)
    else:
        yield group


def _profile(group: Iterable[Mention], mentions: Mentions, contexts: Mapping[Mention, Context]) -> Profile:
    members = sorted(group)
    claims = tuple(claimed for mention in members for claimed in mentions[mention])
    return Profile(
        claims,
        _names(claims),
        frozenset(document_id for document_id, _ in members),
        merged(contexts[mention] for mention in members),
    )


def _names(claims: Iterable[Claimed[PersonClaim]]) -> tuple[str, ...]:
    """One spelling of each form; of the further forms only full names, since a lone surname is many people's."""
    forms: dict[str, str] = {}
    for claim in (claimed.claim for claimed in claims):
        for name in (claim.name, *(other for other in claim.other_names if " " in fold_name(other))):
            folded = fold_name(name)
            forms[folded] = min(name, forms.get(folded, name))
    return tuple(sorted(forms.values()))
