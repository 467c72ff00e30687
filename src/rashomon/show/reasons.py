"""The reasons for which something was not read, in plain words for the screen. The record keeps the codes."""

from __future__ import annotations

PLAIN = {
    "missing": "no such file",
    "matches-nothing": "no file matches",
    "empty-folder": "the folder holds no file",
    "unreadable-folder": "the folder cannot be opened",
    "link-to-a-folder": "a link to a folder; name that folder itself to read it",
    "our-own-output": "written by rashomon itself",
    "unreadable": "cannot be opened",
    "not-a-file": "no regular file",
    "unsupported": "this kind of file is not read",
    "pdf": "a PDF; save its text to read it",
    "binary": "no text inside",
    "empty": "the file is empty",
    "no-text": "holds no text",
    "no-rows": "a header and no row",
    "no-text-column": "no column called text, body or content",
    "too-large": "larger than any report",
    "text-too-long": "longer than any report",
    "row-too-long": "longer than any report",
    "unpacks-too-large": "unpacks to more than is read; the rest was left",
    "broken-json": "this line is not JSON",
    "not-an-object": "this line is not a JSON object",
    "broken-row": "this row cannot be read",
    "broken-gzip": "the packed file breaks off here",
    "page-too-large": "the page is larger than any report",
    "tag-too-long": "the page is built to stop a reader: a tag without end",
    "nested-too-deep": "the page is built to stop a reader: nested too deep",
    "took-too-long": "the page took too long to read",
    "took-too-much-memory": "the page took too much memory",
    "not-read-yet": "fetched when the collector was told to stop; the next round reads it",
    "reader-died": "the reader of pages died of it, twice",
    "unreadable-page": "the page cannot be read",
    "no-page-inside": "no page inside",
    "contradicts-the-page": "its metadata carry another text than the page shows",
    "its-worker-died": "the process reading it died, twice",
    "fault-of-the-program": "a fault of the program; please report it",
    "link-out-of-the-folder": "a link to a file outside the folder",
    "names-no-file": "no such file was offered",
    "not-a-warc": "no web archive",
    "empty-archive": "an archive without a record",
    "gap": "a broken part of the archive; what stands before and after it is read",
    "broken-record": "a record of the archive that cannot be read",
    "revisit": "the archive notes that the page had not changed; its text stands elsewhere",
    "bad_encoding": "packed in a way that was not asked for",
    "too_large": "larger than any report",
    "low_content": "an error page, a consent wall or the beginning of a paid page",
    "robots_disallow": "the site does not want it to be fetched",
    "blocked_address": "an address that may not be asked",
}


def plainly(reason: str) -> str:
    """Say a reason in plain words, with its code.

    >>> plainly("unreadable:Permission denied")
    'cannot be opened: unreadable:Permission denied'
    """
    words = PLAIN.get(reason.partition(":")[0])
    return f"{words}: {reason}" if words and ":" in reason else f"{words}; {reason}" if words else reason
