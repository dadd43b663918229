"""Training: one document at a time, gradients summed over a few, learning rate up and down linearly."""

import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import torch
from tokenizers import Tokenizer
from torch import Tensor

from flows.training.augment import hide, rename, shout
from flows.training.gold import Document
from flows.training.losses import Reader, loss
from flows.training.network import plain_tokenizer, pretrained_folder
from flows.training.samples import Sample, sample

log = logging.getLogger(__name__)

BATCH = 4  # documents a step
THREADS = 2
ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
WARMUP = 0.1
CLIP = 50.0
MASKED = 0.08  # of the pieces, hidden in training


def new_reader(seed: int) -> Reader:
    """A reader with MiniLM's encoder and untrained heads."""
    torch.manual_seed(seed)
    reader = Reader()
    reader.encoder.load_pretrained(pretrained_folder())
    reader.encoder.words.weight.requires_grad_(False)
    return reader


def train(reader: Reader, documents: Sequence[Document], epochs: int, seed: int, rate: float) -> None:
    """Train the reader on the documents; the same seed on the same machine gives the same weights.

    Two documents of a batch run side by side, each on one thread, and their gradients are added in their order. `rate`
    is a factor on the learning rate.
    """
    torch.set_num_threads(1)
    chance = random.Random(seed)  # noqa: S311
    names, tokenizer = name_words(documents), plain_tokenizer()
    optimizer = torch.optim.AdamW(_groups(reader), weight_decay=0.01)
    steps = epochs * -(-len(documents) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate * _rate(step / steps))
    reader.train()
    for epoch in range(epochs):
        begun, sums = time.monotonic(), Counter[str]()
        order = chance.sample(list(documents), len(documents))
        for first in range(0, len(order), BATCH):
            batch = [variant(document, names, tokenizer, chance) for document in order[first : first + BATCH]]
            sums.update(_step(reader, optimizer, batch))
            schedule.step()
        means = " ".join(f"{key} {value / len(order):.2f}" for key, value in sums.items())
        log.info("epoch %d, %.0f s: %s", epoch + 1, time.monotonic() - begun, means)
    reader.eval()


def _step(reader: Reader, optimizer: torch.optim.Optimizer, batch: Sequence[Sample]) -> Counter[str]:
    """Move the weights by the mean gradient of the batch; the losses summed over it."""
    parameters = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    sums: Counter[str] = Counter()
    with ThreadPoolExecutor(THREADS, initializer=torch.set_num_threads, initargs=(1,)) as threads:
        found = list(threads.map(partial(_gradients, reader, parameters), batch))
    for parameter, *gradients in zip(parameters, *(gradients for gradients, _ in found), strict=True):
        parameter.grad = _mean(gradients)
    for _, losses in found:
        sums.update(losses)
    torch.nn.utils.clip_grad_norm_(parameters, CLIP)
    optimizer.step()
    return sums


def _gradients(
    reader: Reader, parameters: Sequence[Tensor], sample: Sample
) -> tuple[tuple[Tensor | None, ...], dict[str, float]]:
    parts = loss(reader, sample)
    total = torch.stack(list(parts.values())).sum()
    losses = {key: float(value.detach()) for key, value in parts.items()}
    return torch.autograd.grad(total, list(parameters), allow_unused=True), losses


def _mean(gradients: Sequence[Tensor | None]) -> Tensor | None:
    known = [gradient for gradient in gradients if gradient is not None]
    return sum(known[1:], start=known[0]) / len(gradients) if known else None


def _rate(done: float) -> float:
    """The learning rate's factor after this part of the training: up, then down to nothing."""
    return min(done / WARMUP, (1 - done) / (1 - WARMUP))


def name_words(documents: Sequence[Document]) -> list[str]:
    """The words that the people's names are made of."""
    return sorted(
        {word for document in documents for person in document.people for word in person.split() if word[0].isupper()}
    )


def variant(document: Document, names: Sequence[str], tokenizer: Tokenizer, chance: random.Random) -> Sample:
    """A document as one epoch sees it: mostly with other names, sometimes with a first line in capitals."""
    if chance.random() < 0.5:
        document = rename(document, names, chance)
    if chance.random() < 0.1:
        document = shout(document)
    return hide(sample(document, tokenizer), MASKED, chance)


def _groups(reader: Reader) -> list[dict[str, object]]:
    encoder = [p for name, p in reader.encoder.named_parameters() if p.requires_grad and _deep(name)]
    known = set(map(id, encoder))
    heads = [p for p in reader.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]


def _deep(name: str) -> bool:
    return name.startswith(("layers", "norm", "positions"))
