"""PolNeAR's articles as wordpieces, labels and gold attributions, for train.py. Runs in the project's environment.

.venv/bin/python training/tagger/prepare.py quotes-polnear.jsonl tokenizer.json OUT
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

from rashomon.models.pieces import cut_pieces, plain_words
from rashomon.models.spacy import _pipeline
from rashomon.read.sentences import stretches
from rashomon.types import Article

ROLES = ("source", "cue", "content")


def words_of(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return offsets and paragraph numbers of spaCy's words, line by line as `read/sentences` does."""
    words: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    for part in stretches(Article("x", "x", text)):
        for word in _pipeline().make_doc(text[part.start : part.end]):
            if word.text.strip():
                words.append((part.start + word.idx, part.start + word.idx + len(word.text)))
                paragraphs.append(part.paragraph)
    return words, paragraphs


def covered(words: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the first and one past the last word that a span touches."""
    hit = [n for n, (a, b) in enumerate(words) if a < end and start < b]
    return (hit[0], hit[-1] + 1) if hit else None


def pieces_of(item: dict, role: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = sorted((s, e) for piece in item[role] for s, e in piece["spans"])
    found = [covered(words, s, e) for s, e in spans]
    return [piece for piece in found if piece]


def labels_of(attributions: list[dict], count: int) -> list[int]:
    """0 = outside; 1 + 2r = first word of role r; 2 + 2r = further word."""
    labels = [0] * count
    for number, role in reversed(list(enumerate(ROLES))):
        for item in attributions:
            for start, end in item[role]:
                if any(labels[start:end]):
                    continue  # nine contents of 22,000 overlap another one
                labels[start:end] = [1 + 2 * number] + [2 + 2 * number] * (end - start - 1)
    return labels


def prepared(row: dict, tokenizer: Tokenizer) -> dict:
    words, paragraphs = words_of(row["text"])
    pieces = cut_pieces(tokenizer, plain_words(row["text"], words), paragraphs)
    attributions = [
        {role: pieces_of(item, role, words) for role in ROLES}
        for item in row["attributions"]
        if item["annotator"] == row["annotators"][0]
    ]
    return {
        "id": row["id"],
        "split": row["split"],
        "text": row["text"],
        "words": words,
        "paragraphs": paragraphs,
        "ids": pieces.ids,
        "first": pieces.first,
        "labels": labels_of(attributions, len(words)),
        "attributions": attributions,
    }


def main(gold: str, tokens: str, out: str) -> None:
    tokenizer = Tokenizer.from_file(tokens)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    raw = Path(gold).read_bytes()
    print("sha256 of", gold, hashlib.sha256(raw).hexdigest())
    with Path(out).open("w", encoding="utf-8") as sink:
        sink.writelines(
            json.dumps(prepared(json.loads(line), tokenizer), ensure_ascii=False) + "\n"
            for line in raw.decode("utf-8").splitlines()
        )


if __name__ == "__main__":
    main(*sys.argv[1:4])
