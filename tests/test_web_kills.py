"""A served store is killed (SIGKILL) while it works hand-ins in: the next start finishes them, and nothing is lost."""

import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx2
import pytest

from rashomon.stores.store import open_inbox, open_store

TOWNS = ("Tarn", "Quell", "Brask", "Corrin", "Merrow", "Ostvale")
HAND_INS, EACH = 4, 3


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def serving(place: str):
    """Run the real command as a process of its own; yields the process and a client once it answers."""
    port = free_port()
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "serve",
        place,
        "--port",
        str(port),
        "--models",
        "none",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            wait_for(lambda: answers(client), process)
            yield process, client
    finally:
        process.kill()
        process.wait()


def answers(client: httpx2.Client) -> bool:
    try:
        return client.get("/api/account").status_code == 200
    except httpx2.TransportError:
        return False


def wait_for(told, process: subprocess.Popen, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not told():
        assert process.poll() is None, process.stderr.read().decode()
        assert time.monotonic() < until
        time.sleep(0.01)


def text(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return f"Rain fell on {town} for {number + 2} hours, the mayor of {town} said on Monday 3 March 2031.\n"


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


@pytest.mark.slow
def test_kills_in_the_middle_of_hand_ins_lose_nothing_that_was_acknowledged(place):
    jobs: list[str] = []
    offered: list[str] = []
    with serving(place) as (process, client):
        for first in range(0, HAND_INS * EACH, EACH):
            texts = [text(number) for number in range(first, first + EACH)]
            answer = client.post("/api/reports", json={"texts": [{"text": one} for one in texts]})
            assert answer.status_code == 202
            jobs.append(answer.json()["id"])
            offered += texts
        kill(process)
    with open_inbox(place) as inbox:
        assert inbox.waiting(), "the kill came too late to test anything"

    with serving(place) as (process, client):
        last = f"/api/jobs/{jobs[-1]}"
        wait_for(lambda: client.get(last).json()["state"] in {"waiting", "working"}, process)
        time.sleep(random.Random(7).uniform(0, 0.3))
        kill(process)

    with serving(place) as (process, client):
        left = [job for job in jobs if client.get(f"/api/jobs/{job}").status_code == 200]
        for job in left:
            wait_for(lambda job=job: client.get(f"/api/jobs/{job}").json()["state"] == "done", process)
        account = client.get("/api/account").json()
        told = [client.get(f"/api/stories/{one['id']}").json() for one in client.get("/api/stories").json()]
    with open_inbox(place) as inbox:
        assert inbox.waiting() == []
    store = open_store(place, wait=20)
    broken = store.upkeep.check()
    store.close()

    assert sorted(one["text"] for record in told for one in record["articles"]) == sorted(offered)
    assert account["ingested"] == len(offered)
    parts = ("ingested", "duplicate", "skipped", "quarantined")
    assert account["offered"] == sum(account[part] for part in parts)
    assert broken == []
