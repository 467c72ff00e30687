"""States the SHA-256 of every file of the tagger."""

import hashlib
import json
from pathlib import Path


def state_digests(out: Path) -> None:
    digests = {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "linker.npz", "tokenizer.json")
    }
    (out / "DIGESTS.json").write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n", "utf-8")
    print({name: (out / name).stat().st_size for name in digests})
