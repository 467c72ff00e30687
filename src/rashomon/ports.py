"""The sockets: what a model, an engine or a store must offer. Batches in, batches out, order kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.storing import Source, Store
from rashomon.types import Article, Attribution, Model, Token

__all__ = [
    "Encoder",
    "Engine",
    "Fetcher",
    "Judge",
    "Memory",
    "Parser",
    "Source",
    "Store",
    "Tagger",
    "Verdicts",
]


class Verdicts(Struct, frozen=True):
    """How a judge sees one pair of passages: probabilities that they tell the same, and that they oppose.

    `failed` says why it gave no answer ("" where it did): the pair is then left to the shipped rules. `words` are those
    of the passages that decided, letter for letter, where the judge names them.
    """

    same: float
    against: float
    failed: str = ""
    words: tuple[str, ...] = ()


class Parser(Protocol):
    """Splits text into sentences and words, with syntax and names."""

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        ...

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Parse each text by itself; offsets, heads and sentence numbers count from its own beginning."""
        ...


class Tagger(Protocol):
    """Finds attributions in the running text of one article."""

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        ...

    def tag(
        self, text: str, words: Sequence[tuple[int, int]], paragraphs: Sequence[int]
    ) -> tuple[Attribution, ...]:
        """Tag one article.

        `words` are the offsets of its words in order, `paragraphs` the number of the paragraph of each word.
        Returns attributions in the order of their first content piece; offsets are those of `text`, at word edges.
        """
        ...


class Encoder(Protocol):
    """Turns passages into vectors of length one."""

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text; the dot product of two rows is their cosine."""
        ...


class Judge(Protocol):
    """Scores pairs of passages."""

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        ...

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdicts]:
        """Score each pair; the order of the two does not matter."""
        ...


class Lost(Struct, frozen=True):
    """Stands in the place of a result that could not be had. `why` says what happened to the item."""

    why: str


class Engine(Protocol):
    """Runs one function over many items."""

    def map[T, R](self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | Lost]:
        """Yield one result an item, in the order of the items; a `Lost` where no worker survived the item.

        `work` must pickle. An error that `work` raises is raised here.
        """
        ...


class Memory(Protocol):
    """What grouping worked out of a report before, under the same rules; whatever it does not hold is made anew."""

    def key(self, article: Article) -> str:
        """Return a key that is another one whenever the article is."""
        ...

    def recall(self, kind: str, articles: Sequence[Article]) -> list[bytes | None]:
        """Return what is kept of this kind for each article, in their order."""
        ...

    def retain(self, kind: str, made: Sequence[tuple[Article, bytes]]) -> None:
        """Keep what was made of this kind; what was kept before for the same article goes."""
        ...

    def refuse(self, kind: str, faults: Sequence[tuple[Article, str]]) -> None:
        """Drop what is kept of this kind for some articles, each for its fault: it is not what it should be."""
        ...


class Fetcher(Protocol):
    """Fetches one public address."""

    def fetch(self, url: str) -> bytes:
        """Return the body, within the limits of size and time."""
        ...
