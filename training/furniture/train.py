"""Train the line classifier of `read/furniture.py`: lines of real pages against the lines of their body text.

    .venv/bin/python training/furniture/train.py ../shared/gold/public src/rashomon/read/words/furniture.json

Deterministic: fixed folds by page id, liblinear with a fixed seed. Prints precision and recall on the held-out fold.
"""

import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
from pathlib import Path

import numpy as np
from selectolax.lexbor import LexborHTMLParser
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from rashomon.read.lines import lines_of
from rashomon.read.lineweights import features

DROPPED = ["script", "style", "noscript", "template", "svg", "iframe"]


def pages(folder: Path):
    rows = {row["html_path"]: row for row in map(json.loads, (folder / "pages-aeb.jsonl").open())}
    with tarfile.open(folder / "pages-aeb-html.tar") as archive:
        for member in sorted(archive.getnames()):
            row = rows.get(Path(member).name)
            if row:
                raw = gzip.decompress(archive.extractfile(member).read())
                yield row["id"], page_text(raw), row["body"]


def page_text(raw: bytes) -> str:
    tree = LexborHTMLParser(raw)
    for node in tree.css(",".join(DROPPED)):
        node.decompose()
    block = re.compile(
        r"^(p|div|li|h\d|td|tr|section|article|ul|ol|figure|figcaption|header|footer|nav|aside|button|br|blockquote)$"
    )
    out = io.StringIO()
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if node.tag == "-text":
            out.write(re.sub(r"\s+", " ", node.text(deep=False) or ""))
        elif block.match(node.tag or ""):
            out.write("\n")
    return re.sub(r"\n\s*\n+", "\n", out.getvalue())


def norm(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def examples(folder: Path):
    for page, text, body in pages(folder):
        if sum(ord(char) > 0x24F for char in body) > len(body) * 0.2:
            continue  # the lists are English; pages in other scripts teach nothing
        whole = f" {norm(body)} "
        for line in lines_of(text):
            words = norm(line.text)
            if words:
                yield page, features(line.text), int(f" {words} " not in whole)
        for line in lines_of(body):
            if norm(line.text):
                yield page, features(line.text), 0


def news(folder: Path):
    for name in ("stories-newscluster-half", "quotes-polnear"):
        for number, row in enumerate(map(json.loads, (folder / f"{name}.jsonl").open())):
            if number % 2 == 0:  # the other half is for reading what gets marked
                for line in lines_of(row["text"]):
                    if len(line.text) > 60 or line.text.endswith("."):
                        yield row["id"], features(line.text), 0


def main() -> None:
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [*examples(folder), *news(folder)]
    held = np.array([hashlib.blake2b(page.encode()).digest()[0] % 5 == 0 for page, _, _ in rows])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([feats for _, feats, _ in rows])
    labels = np.array([label for _, _, label in rows])
    model = LogisticRegression(C=0.3, l1_ratio=1.0, solver="liblinear", random_state=0, max_iter=300)
    model.fit(matrix[~held], labels[~held])
    scores = model.predict_proba(matrix[held])[:, 1]
    for limit in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99):
        hit = scores >= limit
        right = (hit & (labels[held] == 1)).sum()
        print(f"{limit}: precision {right / max(1, hit.sum()):.4f} recall {right / labels[held].sum():.3f}")
    weights = {
        name: round(float(weight), 3)
        for name, weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
        if abs(weight) >= 0.05
    }
    data = {"bias": round(float(model.intercept_[0]), 3), "weights": dict(sorted(weights.items()))}
    target.write_text(json.dumps(data, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(len(rows), "lines,", int(labels.sum()), "furniture,", len(weights), "weights")


if __name__ == "__main__":
    main()
