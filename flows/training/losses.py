"""What the network is trained to do: one sum of log-losses over all that a document's labels decide."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from flows.extract.encoder import VECTOR
from flows.extract.pairs import POINTER_REACH, REACH, partners
from flows.extract.tagging import ACT, CAPACITIES, NAME
from flows.extract.wordpieces import CLS, SEP, Ints, Pieces, framed, windows
from flows.training.network import CapacityHead, Encoder, PairHead
from flows.training.samples import Sample


class Reader(nn.Module):
    """The encoder and all heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.patient_words = PairHead(VECTOR)
        self.patient = PairHead(2 * VECTOR, 2 * VECTOR)
        self.act_date = PairHead(2 * VECTOR)
        self.count_date = PairHead(VECTOR)
        self.capacity = CapacityHead(len(CAPACITIES))
        nn.init.constant_(self.patient_words.out.bias, -4.0)  # few pairs belong together
        nn.init.constant_(self.patient.out.bias, -2.0)

    def read(self, pieces: Pieces) -> tuple[Tensor, Tensor]:
        """(pieces, VECTOR) and (pieces, TAGS) of a whole text."""
        vectors, tags = [], []
        places = windows(len(pieces))
        ids = np.concatenate([framed(pieces.ids[first:last], CLS, SEP) for first, last, _, _ in places])
        shapes = np.concatenate([framed(pieces.shape[first:last], 0, 0) for first, last, _, _ in places])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            vector, tag = self.encoder(torch.from_numpy(ids), torch.from_numpy(shapes))
        for w, (first, _, own_first, own_last) in enumerate(places):
            own = slice(own_first - first + 1, own_last - first + 1)
            vectors.append(vector[w, own].float())
            tags.append(tag[w, own].float())
        return torch.cat(vectors), torch.cat(tags)


@dataclass(frozen=True)
class Spans:
    """Spans of pieces and their vectors."""

    vectors: Tensor
    places: Ints


def pool(vectors: Tensor, spans: Ints) -> Tensor:
    """The mean vector of each span."""
    return torch.stack([vectors[a:b].mean(0) for a, b in spans]) if len(spans) else vectors.new_zeros(0, VECTOR)


def owners(mentions: Tensor, people: Ints) -> Tensor:
    """For each mention the mean vector of all mentions of its person."""
    same = torch.from_numpy(people[:, None] == people[None, :]).to(mentions.dtype)
    return (same @ mentions) / same.sum(1, keepdim=True)


def dense(pairs: Tensor, logits: Tensor, shape: tuple[int, int]) -> Tensor:
    """Pair logits as a matrix, -1e4 where there is no pair."""
    matrix = logits.new_full(shape, -1e4)
    return matrix.index_put((pairs[:, 0], pairs[:, 1]), logits)


def relate(reader: Reader, sample: Sample, vectors: Tensor) -> dict[str, Tensor]:
    """The logits of all heads over the gold spans of a sample: (left, right) matrices, and what has no partner."""
    spans = (sample.mentions, sample.dates, sample.numbers, sample.triggers)
    mentions, dates, numbers, triggers = (Spans(pool(vectors, places), places) for places in spans)

    def score(head: PairHead, left: Spans, right: Spans, reach: int = REACH) -> tuple[Tensor, Tensor]:
        pairs, features = map(torch.from_numpy, partners(left.places, right.places, sample.pieces.sentence, reach))
        logits, alone = head(left.vectors, right.vectors, pairs, features)
        return dense(pairs, logits, (len(left.places), len(right.places))), alone

    out: dict[str, Tensor] = {}
    if len(sample.triggers):
        every = np.stack([np.arange(len(vectors)), np.arange(1, len(vectors) + 1)], axis=1)
        out["said"], _ = score(reader.patient_words, triggers, Spans(vectors, every), POINTER_REACH)
        acts = Spans(torch.cat([triggers.vectors, torch.softmax(out["said"], 1) @ vectors], 1), sample.triggers)
        named = Spans(
            torch.cat([mentions.vectors, owners(mentions.vectors, sample.mention_people)], 1), mentions.places
        )
        out["patients"], out["nameless"] = score(reader.patient, acts, named)
        chosen, alone = score(reader.act_date, acts, dates)
        out["act_dates"] = torch.cat([chosen, alone[:, None]], 1)
    if len(sample.numbers):
        chosen, alone = score(reader.count_date, numbers, dates)
        out["count_dates"] = torch.cat([chosen, alone[:, None]], 1)
    if len(sample.mentions):
        groups = [torch.from_numpy(sample.mention_people == person) for person in range(len(sample.capacities))]
        pooled = [torch.cat([mentions.vectors[g].mean(0), mentions.vectors[g].amax(0)]) for g in groups]
        out["capacity"] = reader.capacity(torch.stack(pooled))
    return out


def persons(patients: Tensor, mention_people: Tensor, count: int) -> Tensor:
    """Mention logits (triggers, mentions) pooled to (triggers, people) by log-sum-exp."""
    columns = [torch.logsumexp(patients[:, mention_people == p], 1) for p in range(count)]
    return torch.stack(columns, 1) if columns else patients.new_zeros(len(patients), 0)


def loss(reader: Reader, sample: Sample) -> dict[str, Tensor]:
    """The summed log-loss of each head on one document."""
    vectors, tags = reader.read(sample.pieces)
    heads = relate(reader, sample, vectors)
    columns = slice(ACT.start, None)
    tagged = functional.binary_cross_entropy_with_logits(
        tags[:, columns],
        torch.from_numpy(sample.tags[:, columns]),
        torch.from_numpy(sample.weights[:, columns]),
        reduction="sum",
    )
    parts = {
        "names": functional.cross_entropy(tags[:, NAME], torch.from_numpy(sample.names), reduction="sum"),
        "tags": tagged,
    }
    if "said" in heads:
        gold = torch.from_numpy(sample.said)
        reachable = (heads["said"] > -1e3) & (gold.sum(1, keepdim=True) > 0)
        parts["said"] = 0.3 * functional.binary_cross_entropy_with_logits(
            heads["said"][reachable], gold[reachable], reduction="sum"
        )
        people = torch.from_numpy(sample.people)
        scores = persons(heads["patients"], torch.from_numpy(sample.mention_people), people.shape[1])
        parts["patients"] = functional.binary_cross_entropy_with_logits(scores, people, reduction="sum")
        nameless = (people.sum(1) == 0).float()
        parts["nameless"] = functional.binary_cross_entropy_with_logits(heads["nameless"], nameless, reduction="sum")
        parts["act_dates"] = choose(heads["act_dates"], torch.from_numpy(sample.act_dates))
    if "count_dates" in heads:
        parts["count_dates"] = choose(heads["count_dates"], torch.from_numpy(sample.number_dates))
    if "capacity" in heads:
        parts["capacity"] = functional.cross_entropy(
            heads["capacity"], torch.from_numpy(sample.capacities), reduction="sum"
        )
    return parts


def choose(logits: Tensor, gold: Tensor) -> Tensor:
    """Log-loss of choosing any of the right candidates; rows of -1 are left out."""
    rows = gold[:, -1] >= 0
    logits, gold = logits[rows], gold[rows]
    right = torch.logsumexp(logits.masked_fill(gold == 0, -1e4), 1)
    return (torch.logsumexp(logits, 1) - right).sum()
