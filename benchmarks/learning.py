"""What the reader of pairs learns, learnt anew from our own pairs of definitions.

    python -m benchmarks.learning [--epochs 6] [--to FILE]

A cross-encoder of the default embedding model: both definitions in one run, each with its label in
front; the mean and the greatest of the token vectors are weighed by one layer. Trained are thin
additions to the matrices (LoRA, rank 8) and the norms; the word vectors stay. First each third of
the pairs, by who wrote them, is read by a reader that learnt from the others: these readings go to
`conflict_readings.csv`, for `python -m benchmarks.weighing`. Then one learns from all, and is
written where `knowledge/lingo/conflicts` has it. About 20 minutes on two quiet cores.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from benchmarks.conflicts import HALVES
from benchmarks.numbers import ROOT
from bot.settings import settings as configuration
from knowledge.lingo.conflicts.weights import LEARNT
from knowledge.search.embedding import bert_graph, model_files
from knowledge.search.embedding.pair_reader import MOST_TOKENS

READINGS = Path(__file__).with_name("conflict_readings.csv")
RANK, SCALE, RATE, BATCH = 8, 2.0, 1e-3, 16
_SURE = 0.95  # labels of 1 and 0 are learnt as 0.975 and 0.025


class Pairs:
    """The pairs, their tokens in both orders, and who wrote them."""

    def __init__(self, file: Path, source: Path) -> None:
        tokenizer = AutoTokenizer.from_pretrained(source)
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        self.names = [row["id"] for row in rows]
        self.differ = [float(bool(row["conflict"])) for row in rows]
        self.folds = [fold(name) for name in self.names]
        self._ids = []
        for row in rows:
            texts = [f"{row['label']}: {row[side]['definition']}" for side in ("one", "other")]
            orders = (texts, texts[::-1])
            self._ids.append(
                [tokenizer(*one, truncation=True, max_length=MOST_TOKENS)["input_ids"]
                 for one in orders]
            )  # fmt: skip

    def length(self, at: int) -> int:
        return len(self._ids[at][0])

    def batch(self, places: Sequence[int], order: int) -> tuple[Tensor, Tensor]:
        """Ids and mask, both (batch, tokens)."""
        ids = [torch.tensor(self._ids[at][order]) for at in places]
        padded = nn.utils.rnn.pad_sequence(ids, batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones_like(one) for one in ids], batch_first=True)
        return padded, mask


def fold(name: str) -> int:
    """The third of a pair, by who wrote it: pairs of one hand are alike."""
    return {"A": 0, "B": 0, "C": 1, "D": 1}.get(name[0], 2)


class Thin(nn.Module):
    """A layer whose matrix is changed by the product of two thin ones."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer.requires_grad_(False)
        self.down = nn.Parameter(
            torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features)
        )
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, given: Tensor) -> Tensor:
        changed = self.layer.weight + SCALE * (self.up @ self.down)
        return nn.functional.linear(given, changed, self.layer.bias)


class Reader(nn.Module):
    """The model with what it learns."""

    def __init__(self, source: Path) -> None:
        super().__init__()
        self.model = AutoModel.from_pretrained(source).requires_grad_(False)
        for part in list(self.model.encoder.layer.modules()):
            for name, child in list(part.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(part, name, Thin(child))
                elif isinstance(child, nn.LayerNorm):
                    child.requires_grad_(True)
        self.head = nn.Linear(2 * self.model.config.hidden_size, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits (batch,)."""
        types = torch.zeros_like(ids)
        read = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types)
        hidden, real = read.last_hidden_state, mask[..., None].float()
        mean = (hidden * real).sum(1) / real.sum(1)
        most = (hidden - 1e4 * (1 - real)).amax(1)
        seen = nn.functional.dropout(torch.cat([mean, most], 1), 0.1, self.training)
        return self.head(seen)[:, 0]

    def learnt(self) -> dict[str, Tensor]:
        """By the names of the model's weights, as `pair_reader` reads them, in half precision."""
        changes = {"head": torch.cat([self.head.weight[0], self.head.bias])}
        for name, child in self.model.named_modules():
            if isinstance(child, Thin):
                changes |= {
                    f"{name}.weight.up": SCALE * child.up,
                    f"{name}.weight.down": child.down,
                }
            elif isinstance(child, nn.LayerNorm) and child.weight.requires_grad:
                changes |= {f"{name}.weight": child.weight, f"{name}.bias": child.bias}
        return {name: one.detach().half().contiguous() for name, one in changes.items()}


def taught(pairs: Pairs, places: Sequence[int], source: Path, epochs: int) -> Reader:
    """A reader that has learnt from the pairs at `places`."""
    torch.manual_seed(0)
    order = random.Random(0)
    reader = Reader(source).train()
    thin = [one for name, one in reader.named_parameters()
            if one.requires_grad and not name.startswith("head")]  # fmt: skip
    groups = [{"params": thin, "lr": RATE}, {"params": reader.head.parameters(), "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = math.ceil(len(places) / BATCH) * epochs
    rising, falling = 0.1 * steps, 0.9 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, max(0.02, (steps - step) / falling))
    )
    for _epoch in range(epochs):
        ranked = sorted(places, key=lambda at: pairs.length(at) + 25 * order.random())
        batches = [ranked[at : at + BATCH] for at in range(0, len(ranked), BATCH)]
        order.shuffle(batches)
        for batch in batches:
            logits = reader(*pairs.batch(batch, order.randrange(2)))
            wanted = torch.tensor([_SURE * pairs.differ[at] + (1 - _SURE) / 2 for at in batch])
            loss = nn.functional.binary_cross_entropy_with_logits(logits, wanted)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(thin, 1.0)
            optimizer.step()
            schedule.step()
    return reader.eval()


@torch.no_grad()
def read(reader: Reader, pairs: Pairs, places: Sequence[int]) -> list[float]:
    """The logits of pairs, each the mean of both orders."""
    return [sum(float(reader(*pairs.batch([at], order))) for order in (0, 1)) / 2 for at in places]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--to", type=Path, default=LEARNT)
    given = parser.parse_args()
    torch.set_flush_denormal(True)
    settings = configuration.load(ROOT / "examples/tindlemoor/throughline.toml")
    source = model_files.find(model_files.DEFAULT_MODEL, settings.models)
    pairs = Pairs(HALVES / "tuning.jsonl", source)
    readings = {}
    for part in sorted(set(pairs.folds)):
        unseen = [at for at, one in enumerate(pairs.folds) if one == part]
        seen = [at for at, one in enumerate(pairs.folds) if one != part]
        reader = taught(pairs, seen, source, given.epochs)
        readings |= zip(unseen, read(reader, pairs, unseen), strict=True)
        right = sum((readings[at] > 0) == bool(pairs.differ[at]) for at in unseen)
        print(f"read by one that had not seen them: {right} of {len(unseen)} right", flush=True)
    with READINGS.open("w", encoding="utf-8", newline="") as file:
        rows = [(pairs.names[at], f"{readings[at]:.3f}") for at in sorted(readings)]
        csv.writer(file, lineterminator="\n").writerows([("id", "logit"), *rows])
    reader = taught(pairs, range(len(pairs.names)), source, given.epochs)
    base = model_files.digest(source / bert_graph.WEIGHTS)
    save_file(reader.learnt(), given.to, metadata={"base": base})


if __name__ == "__main__":
    main()
