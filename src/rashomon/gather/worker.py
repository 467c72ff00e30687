"""Pages to drafts in a process that can be killed: one bad page costs nobody else anything."""

from __future__ import annotations

from msgspec import Struct

from rashomon.gather.drafts import Draft
from rashomon.gather.limited import SECONDS, GivenUp, Killable
from rashomon.gather.markup import refuse
from rashomon.gather.pages import read_mail_page, read_page


class Page(Struct, frozen=True):
    """One page to be read; `charset` is what came with it from outside."""

    source: str
    raw: bytes
    mail: bool = False
    charset: str = ""


class PageReader:
    """Sends pages to the worker and waits no longer than the limit. Use it with `contextlib.closing`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._worker: Killable[Page, Draft] = Killable(_read, seconds, loads=("trafilatura",))

    def read(self, source: str, raw: bytes, *, mail: bool = False, charset: str = "") -> Draft:
        """Read one page; a draft with `skipped` says why a page could not be read."""
        reason = "" if mail else refuse(raw)
        if reason:
            return Draft(source, skipped=reason)
        answer = self._worker.run(Page(source, raw, mail, charset))
        if isinstance(answer, GivenUp):
            return Draft(source, skipped=answer.why.replace("unreadable:", "unreadable-page:"))
        return answer

    def close(self) -> None:
        """Kill the worker, if there is one."""
        self._worker.close()


def _read(page: Page) -> Draft:
    if page.mail:
        return read_mail_page(page.source, page.raw)
    return read_page(page.source, page.raw, page.charset)
