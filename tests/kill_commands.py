"""Fill a store by the commands themselves, one report at a time in any order, each of them killed (SIGKILL) once.

`python -m tests.kill_commands STORE SEED [default|none]` prints what it did. A command is a forked child that runs the
command line as a shell would. The parent has loaded the libraries and models, and holds no result of any report.
"""

import json
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

from tests.kill_works import EXAMPLE

import rashomon
from rashomon import cli

# Two stories more beside those of the example. The harbour master and the minister speak in both of the new ones, so
# that one report changes several stories.
MORE = {
    "010_ferry.txt": "BRASK, April 3 – Harbour master Ilse Varn closed the ferry line from Brask to Aldersea on Thursday after the"
    " crews had walked out.\n“No ferry leaves before Monday,” Varn told reporters in Brask.\nThe crews want 400 crowns more a"
    " month, their union said on Thursday.\n",
    "011_ferry.txt": "BRASK, April 4 – The crews of the ferry line from Brask to Aldersea stay out, their union said on Friday.\n"
    "“We walk back when the 400 crowns are on paper,” union leader Ove Rask told reporters.\nHarbour master Ilse Varn denied"
    " that the ferry line had been closed for good.\n",
    "012_ferry.txt": "ALDERSEA, April 5 – Transport minister Karin Tolle offered the ferry crews 250 crowns more a month on Saturday.\n"
    "“That is what the line from Brask to Aldersea can bear,” Tolle said.\nUnion leader Ove Rask rejected the offer.\n",
    "020_bridge.txt": "LEA, April 3 – Engineers found cracks in the railway bridge at Lea on Thursday and stopped all trains.\n"
    "“Nobody crosses the railway bridge before it is mended,” transport minister Karin Tolle said.\n",
    "021_bridge.txt": "LEA, April 4 – The railway bridge at Lea stays closed for six weeks, transport minister Karin Tolle said on"
    " Friday.\nHarbour master Ilse Varn said that the cracks in the railway bridge had been reported two years ago.\n",
    "022_bridge.txt": "LEA, April 5 – Transport minister Karin Tolle denied on Saturday that the cracks in the railway bridge at Lea"
    " had been reported two years ago.\n“I read of the cracks on Thursday,” Tolle said.\nTwo trains a day go round by Corrin.\n",
}  # fmt: skip
_fork = multiprocessing.get_context("fork")


def write_reports(folder: Path) -> list[Path]:
    texts = {file.name: file.read_text() for file in EXAMPLE.glob("*.txt")} | MORE
    for name, text in texts.items():
        (folder / name).write_text(text)
    return [folder / name for name in sorted(texts)]


def _run(words: list[str], said: Path) -> None:
    with said.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = ["rashomon", *words]
    cli.main()


def command(words: list[str], said: Path, within: float | None = None) -> bool:
    """Run one command; kill it after so many seconds. Return whether it was alive then."""
    child = _fork.Process(target=_run, args=(words, said))
    child.start()
    child.join(within)
    alive = child.exitcode is None
    if alive:
        os.kill(child.pid, 9)
        child.join()
    assert alive or child.exitcode == 0, said.read_text()
    return alive


def fill(place: str, reports: list[Path], folder: Path, chance: random.Random, models: str) -> dict[str, int]:
    """Collect each report and bring the record up to date, with a kill in each of the two before it is done."""
    said, kills, widest, took = folder / "said.txt", 0, 0, {"collect": 0.3, "update": 1.0}
    for report in chance.sample(reports, len(reports)):
        works = {
            "collect": ["collect", str(report), "--store", place],
            "update": ["update", "--store", place, "--workers", "1", "--models", models],
        }
        for name, words in works.items():
            kills += command(words, said, chance.random() * took[name])
            began = time.monotonic()
            assert not command(words, said)
            took[name] = time.monotonic() - began
        figures = dict(re.findall(r"(\w+) (\d+)", said.read_text()))
        widest = max(widest, int(figures["changed"]))
    return {"kills": kills, "widest": widest, "stories": int(figures["stories"])}


def main(place: str, seed: str, models: str = "none") -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reports").mkdir()
        reports = write_reports(folder / "reports")
        (folder / "other.txt").write_text("Rain fell on Corrin, the mayor said.\n")
        rashomon.read(folder / "other.txt", settings=rashomon.Settings(models=models, workers=1))
        cli_read = ["read", str(folder / "reports"), "--models", models, "--workers", "1", "-q", "-o"]
        command([*cli_read, str(folder / "batch")], folder / "said.txt")
        done = fill(place, reports, folder, random.Random(seed), models)
        command(["store", "check", "--store", place], folder / "said.txt")
        command(["store", "export", "--store", place, str(folder / "stored")], folder / "said.txt")
        files = sorted(file.name for file in (folder / "batch").iterdir())
        differing = [
            file for file in files
            if (folder / "batch" / file).read_bytes() != (folder / "stored" / file).read_bytes()
        ]  # fmt: skip
    sys.stdout.write(json.dumps({**done, "files": files, "differing": differing}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
