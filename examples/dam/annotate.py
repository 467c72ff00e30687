"""Write `gold.json` for the example story: what careful readers find in it, told by phrases and turned into offsets.

    python examples/dam/annotate.py

A phrase is looked up in its file; where it stands more than once the first place counts.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = dict(enumerate(sorted((HERE / "texts").glob("*.txt"))))
TEXTS = {number: path.read_text(encoding="utf-8") for number, path in FILES.items()}


def place(number: int, phrase: str, after: str = "") -> list[Any]:
    """Find a phrase in a file, from the place where `after` stands: `[start, end, words]`."""
    text = TEXTS[number]
    base = text.find(after) if after else 0
    start = text.find(phrase, base)
    if base < 0 or start < 0:
        raise SystemExit(f"file {number}: {phrase!r} is not there")
    return [start, start + len(phrase), phrase if len(phrase) <= 60 else phrase[:57] + "..."]


def spans(entry: dict[str, list[str] | str]) -> dict[str, list[list[Any]]]:
    """Turn `{"2": ["phrase", ...]}` into a span map by file name."""
    return {
        FILES[int(number)].name: [
            place(int(number), phrase) for phrase in ([found] if isinstance(found, str) else found)
        ]
        for number, found in entry.items()
    }


def statement(number: int, order: int, entry: dict[str, Any]) -> dict[str, Any]:
    """One statement of a file. Phrases are looked up from `near` on."""
    near = entry.get("near", "")
    find = lambda key: place(number, entry[key], near) if entry.get(key) else None  # noqa: E731
    return {
        "id": entry.get("id", f"{number}.s{order}"), "speaker": entry["speaker"], "kind": entry.get("kind", "indirect"),
        "acts": entry.get("acts", ["say"]), "how": entry.get("how", "name"),
        "content": [place(number, phrase, near) for phrase in entry["content"]],
        "quoted": [place(number, phrase, near) for phrase in entry.get("quoted", [])],
        "cue": find("cue"), "source": find("source"), "to": find("to"), "via": find("via"), "on_behalf_of": None,
        "event": entry.get("event"), "when": None, "voice": "source", "core": entry.get("core", True),
        "denies": entry.get("denies", []), "denies_ok": entry.get("denies_ok", []),
        "same_as": entry.get("same_as", []), "same_as_ok": entry.get("same_as_ok", []),
    }  # fmt: skip


def marks(number: int, entries: list[list[Any]]) -> list[dict[str, Any]]:
    """Marks of a file: `[kind, phrase]`, or `["repeat", first words, last words]` for a second copy."""
    found: list[dict[str, Any]] = []
    for kind, *phrases in entries:
        if kind == "repeat":
            text = TEXTS[number]
            first, last = text.find(phrases[0]), text.find(phrases[1]) + len(phrases[1])
            again = text.find(phrases[0], last)
            found.append({"kind": kind, "span": [again, again + last - first], "of": [first, last]})
        else:
            found.append({"kind": kind, "span": place(number, phrases[0], *phrases[1:]), "of": None})
    return found


def report(number: int, entry: dict[str, Any], said: list[dict[str, Any]]) -> dict[str, Any]:
    """One file of the gold."""
    text = TEXTS[number]
    return {
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text), "text": text, "language": "en",
        "outlet": {"text": entry.get("outlet"), "true": entry.get("outlet"), "accept": entry.get("accept", [])},
        "published": {"text": entry.get("published"), "true": entry["true"], "wrong": entry.get("wrong", [])},
        "credits": [
            {"agency": agency, "span": place(number, phrase), "scope": scope, "covers": []}
            for agency, phrase, scope in entry.get("credits", [])
        ],
        "marks": marks(number, entry.get("marks", [])), "folds": [], "loaded": [],
        "statements": [statement(number, order, item) for order, item in enumerate(said, 1)],
    }  # fmt: skip


def dated(entry: dict[str, Any]) -> dict[str, Any]:
    """A *when* of the gold."""
    return {
        "accept": entry.get("accept", []),
        "loose": entry.get("loose", False),
        "null_ok": entry.get("null_ok", False),
    }


def main() -> None:
    """Write the gold beside this file."""
    notes = tomllib.loads((HERE / "annotations.toml").read_text(encoding="utf-8"))
    said = {number: [item for item in notes["statement"] if item["file"] == number] for number in FILES}
    gold = {
        "format": "rashomon-gold/1", "name": "the Kell dam (invented)", "made": "by the makers of the texts",
        "files": {path.name: report(number, notes["file"][str(number)], said[number]) for number, path in FILES.items()},
        "speakers": notes["speakers"], "tensions": [],
        "events": [
            {"id": e["id"], "name": e["name"], "when": dated(e), "participants": [], "core": True,
             "reports": [FILES[n].name for n in e["reports"]], "spans": spans(e["spans"])} for e in notes["event"]
        ],
        "stories": [{"id": s["id"], "event": s["event"], "files": [FILES[n].name for n in s["files"]]} for s in notes["story"]],
        "lookalikes": notes["lookalikes"],
        "points": [
            {"id": p["id"], "event": p.get("event"), "text": p["text"], "status": p["status"], "flag": p.get("flag", "core"),
             "kind": "claim", "supporting": spans(p["for"]), "opposing": spans(p.get("against", {}))} for p in notes["point"]
        ],
        "silent": [{"point": s["point"], "file": FILES[s["file"]].name, "strength": s["strength"]} for s in notes["silent"]],
        "wordings": [{"thing": w["thing"], "flag": "core", "uses": spans(w["uses"])} for w in notes["wording"]],
        "numbers": [
            {"quantity": n["quantity"], "flag": n.get("flag", "core"), "agree": n.get("agree"),
             "values": {f: [{"span": s, "value": n.get("value")} for s in v] for f, v in spans(n["values"]).items()}}
            for n in notes["number"]
        ],
        "timeline": [
            {"id": t["id"], "what": t["what"], "when": dated(t), "precision": t.get("precision", ["day"]), "flag": "core",
             "conflict": t.get("conflict", False), "spans": spans(t["spans"])} for t in notes["timeline"]
        ],
        "reuse": [{"id": r["id"], "kind": r["kind"], "spans": spans(r["spans"])} for r in notes["reuse"]],
        "origins": {"S1": [1, 1], "S2": [3, 4]},
        "must_not": [
            {**m, **({"file": FILES[m["file"]].name} if "file" in m else {})} for m in notes["must_not"]
        ],
    }  # fmt: skip
    (HERE / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
