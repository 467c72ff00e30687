"""Odd texts through the whole path: every span exact, time in proportion. Numbers are cases of the fault list, 63 to 66."""

import ast
import importlib
import pkgutil
import re
import time
import unicodedata
from itertools import chain
from pathlib import Path

import msgspec
import pytest

import rashomon
from rashomon.compare import blanket, dismissed, pointing, rejections, retorts, same_matter, told_inside
from rashomon.gather.files import gather_reports
from rashomon.models.spacy import SpacyParser
from rashomon.read import imprint, lines, media, numbers, places, stamps
from rashomon.read.article import read_article
from rashomon.spans import holds

SETTINGS = rashomon.Settings(models="none", workers=1)


def read_text(folder, text):
    (folder / "a.txt").write_text(text, encoding="utf-8", newline="")
    return rashomon.read(folder, settings=SETTINGS)


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("zero-width", "Rain\u200b fell on\u2060 Tarn, the mayor said.\n"),
        ("bidi-control", "Rain \u202efell\u202c on Tarn, the mayor said.\n"),
        ("tag-characters", "Rain fell\U000e0041\U000e007f on Tarn, the mayor said.\n"),
        ("mixed-scripts", "Rain fell on T\u0430rn, the mayor said.\n"),
    ],
)
def test_case_63_unseen_characters_stay_in_the_text_and_are_flagged(tmp_path, why, text):
    record = read_text(tmp_path, text)

    assert record.articles[0].text == text
    assert why in {gap.why for gap in record.data.gaps if gap.what == "odd-characters"}
    assert record.breaches() == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "وصلت العبارة متأخرة يوم الاثنين. “لن نبيع العبارة” قالت آنا بيل للصحفيين.\n", id="right-to-left"
        ),
        pytest.param(
            "渡轮星期一晚点两小时到达。港务长对记者说：“我们不会卖掉渡轮。”没有人受伤。\n", id="no-spaces"
        ),
        pytest.param("เรือข้ามฟากมาถึงช้าสองชั่วโมงในวันจันทร์ นายท่ากล่าวว่า “เราจะไม่ขาย”\n", id="no-spaces-and-marks"),
        pytest.param(
            "“We will not s\u0300\u0323ell\u0336,” Zoe\u0308 M\u0323u\u0304ller said. 🛥️👩‍✈️ “No 🙂!” she said.\n",
            id="combining",
        ),
        pytest.param(
            "حضر Anna Bell إلى Tarn. “We will not sell,” she said. وقالت “لا”.\n", id="both-directions"
        ),
    ],
)
def test_case_64_offsets_count_code_points_in_every_script(tmp_path, text):
    record = read_text(tmp_path, text * 3)
    again = rashomon.Record(rashomon.types.decode_record(record.to_json()))

    assert record.articles[0].text == unicodedata.normalize("NFC", text * 3)
    assert again == record
    assert again.breaches() == []
    assert all(holds(span, record.articles[0]) for said in record.statements for span in said.content)


def test_mixed_line_ends_become_one_kind_and_spans_stay_exact(tmp_path):
    text = "First line.\r\nSecond, she said.\rThird.\n\rFourth.\u2028Fifth, he said.\x85Sixth.\x0cSeventh.\n"
    record = read_text(tmp_path, text)

    assert "\r" not in record.articles[0].text
    assert record.articles[0].text.count("\n") == 5
    assert record.breaches() == []


NAMES = ("Anna Bell", "Tom Reed", "Maria Costa", "Ivo Lind", "Kay Moss")
THINGS = ("bridge", "ferry", "dam", "school", "harbour", "market", "road")


def one_line(size):
    """One line of so many characters in which no sentence stands twice."""
    parts, length = [], 0
    while length < size:
        number = len(parts)
        who, what = NAMES[number % 5], THINGS[number % 7]
        parts.append(
            f"{who} said on Monday that the {what} had cost {number} crowns. “The {what} is late,” she told aides. "
        )
        length += len(parts[-1])
    return "".join(parts)[:size]


def reading_seconds(size):
    text = one_line(size)
    article = rashomon.Article("a1", "a.txt", text, language="en")
    began = time.process_time()
    reading = read_article(article, parser=SpacyParser())
    assert len(reading.statements) > size / 300
    return time.process_time() - began


@pytest.mark.slow
def test_case_65_reading_a_long_line_takes_time_in_proportion():
    reading_seconds(2_000)  # loads the model

    small, large = reading_seconds(40_000), reading_seconds(320_000)

    # 8 times the text; a step that is quadratic and as dear as the parser would take 36 times as long
    assert large < 14 * small


@pytest.mark.slow
def test_case_65_a_long_line_goes_the_whole_path(tmp_path):
    # 40,000 characters and not the megabyte of the fault list: comparing the points of one story still takes time by
    # the square of its statements
    text = one_line(40_000)
    began = time.process_time()

    record = read_text(tmp_path, text)

    assert time.process_time() - began < 60
    assert record.articles[0].text == text
    assert len(record.statements) > 100
    assert record.breaches() == []


def test_a_text_longer_than_any_report_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell. " * 200_000)

    assert gather_reports([tmp_path]).intake.sources[0].why == "text-too-long"


# What is put together from word lists when it is first wanted, and how long a text it is asked of (0: any).
BUILT = {
    "compare/blanket.py _blanket": (blanket._blanket, ((),), 0),
    "compare/dismissed.py _against_talk": (dismissed._against_talk, ((),), 0),
    "compare/dismissed.py _called_untrue": (dismissed._called_untrue, ((),), 0),
    "compare/dismissed.py _falsely_told": (dismissed._falsely_told, ((),), 0),
    "compare/dismissed.py _naming": (dismissed._naming, ((),), 0),
    "compare/dismissed.py _opens_with_a_claim": (dismissed._opens_with_a_claim, ((),), 0),
    "compare/dismissed.py _others_claim": (dismissed._others_claim, ((),), 0),
    "compare/pointing.py _thing": (pointing._thing, ((),), 0),
    "compare/rejections.py _rejecting": (rejections._rejecting, ((),), 0),
    "compare/retorts.py _disputing": (retorts._disputing, ((),), 0),
    "compare/same_matter.py _by_itself": (same_matter._by_itself, ((frozenset({"lund"}),),), 0),
    "compare/told_inside.py _made_by": (told_inside._made_by, ((),), 0),
    "compare/told_inside.py _spoken_in_it": (told_inside._spoken_in_it, ((),), 0),
    "read/imprint.py _dateline_pattern": (imprint._dateline_pattern, ((),), 200),
    "read/lines.py patterns": (
        lines.patterns,
        tuple((table, name) for table in ("furniture", "headings") for name in lines.vocabulary()[table]),
        lines.LONGEST_PATTERN,
    ),
    "read/media.py _holders": (media._holders, ((),), 0),
    "read/media.py _named": (media._named, ((),), 0),
    "read/media.py _namings": (lambda n: media._namings()[n], tuple((n,) for n in range(7)), 0),
    "read/media.py _state_voices": (media._state_voices, ((),), 0),
    "read/numbers.py _pattern": (numbers._pattern, ((),), 0),
    "read/places.py _called": (places._called, (("Elva",),), 0),
    "read/places.py _located": (places._located, (("Elva",), ("ELVA",)), 0),
    "read/stamps.py _dates": (stamps._dates, ((),), 0),
}
SOURCE = Path(rashomon.__file__).parent
CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


def inner_patterns(value):
    """Find the patterns in a value, however deep in tuples, lists, dictionaries and our own records."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(inner_patterns, value.values()))
    elif isinstance(value, tuple | list):
        yield from chain.from_iterable(map(inner_patterns, value))
    elif isinstance(value, msgspec.Struct):
        yield from inner_patterns(msgspec.structs.astuple(value))


def calls_of_re(tree):
    for node in ast.walk(tree):
        function = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(function, ast.Attribute)
            and ast.unparse(function.value) == "re"
            and function.attr in CALLS
        ):
            yield node


def patterns():
    """Find every pattern of ours: at the top of a module, written where it is used, and put together from words."""
    for module in pkgutil.walk_packages(rashomon.__path__, "rashomon."):
        if "__main__" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for number, found in enumerate(inner_patterns(value)):
                yield pytest.param(found, 0, id=f"{module.name}.{name}.{number}")
    for file in sorted(SOURCE.rglob("*.py")):
        for call in calls_of_re(ast.parse(file.read_text())):
            if isinstance(call.args[0], ast.Constant):
                flags = [ast.unparse(word.value) for word in call.keywords if word.arg == "flags"]
                found = re.compile(call.args[0].value, eval(flags[0]) if flags else 0)
                yield pytest.param(found, 0, id=f"{file.relative_to(SOURCE)}:{call.lineno}")
    for name, (build, calls, longest) in BUILT.items():
        for words in calls:
            yield pytest.param(build(*words), longest, id=f"{name} {' '.join(map(str, words))}")


def test_case_66_every_pattern_that_is_put_together_at_run_time_is_among_those_that_are_tried():
    built = {
        f"{file.relative_to(SOURCE)} {function.name}"
        for file in SOURCE.rglob("*.py")
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        and any(not isinstance(call.args[0], ast.Constant) for call in calls_of_re(function))
    }

    assert built == set(BUILT)


ATTACKS = {
    "letters": "a" * 50_000 + "!",
    "capitals": "A" * 50_000 + "!",
    "digits": "1" * 50_000 + "x",
    "digits-and-commas": "1," * 25_000 + "x",
    "words": "Aa " * 17_000 + "!",
    "spaces": "x" + " " * 50_000 + "x",
    "nothing-but-spaces": "\t" * 50_000,
    "lines": "\n" * 50_000 + "x",
    "spaces-and-lines": " \n" * 25_000,
    "dots": "A." * 25_000,
    "quotes": "“" * 25_000 + '"' * 25_000,
    "brackets": "(" * 50_000,
    "tags": "<a" * 25_000,
    "comments": "<!--" * 12_500,
    "hyphens": "-a" * 25_000,
    "apostrophes": "a'" * 25_000,
    "numbers-in-words": "one hundred and " * 3_000,
}


@pytest.mark.parametrize(("pattern", "longest"), list(patterns()))
def test_case_66_no_pattern_of_ours_can_be_made_to_run_for_ever(pattern, longest):
    for name, text in ATTACKS.items():
        hostile = text[: longest or None]
        hostile = hostile.encode() if isinstance(pattern.pattern, bytes) else hostile
        began = time.process_time()
        for _ in pattern.finditer(hostile):
            pass
        assert time.process_time() - began < 1.0, f"{pattern.pattern!r:.80} on {name}"


@pytest.mark.slow
def test_case_66_no_pattern_of_ours_takes_long_over_digits_without_end():
    slow = {}
    for given in patterns():
        pattern, longest = given.values
        digits = "1" * (longest or 2_400_000)
        began = time.process_time()
        # the first find, or none at all: what finds each digit for itself is not slow for that
        pattern.search(digits.encode() if isinstance(pattern.pattern, bytes) else digits)
        slow[given.id] = time.process_time() - began

    assert {name: took for name, took in slow.items() if took > 1.0} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "sign", ["\t", "“", "(", "'s", "<a", "1-", "Aa ", "A."], ids=lambda sign: ascii(sign).strip("'")
)
def test_case_65_a_line_of_one_thing_over_and_over_takes_time_in_proportion(tmp_path, sign):
    def seconds(size):
        (tmp_path / "a.txt").write_text(
            f"The mayor of Tarn said no.\n{sign * (size // len(sign))}\nRain fell.\n"
        )
        began = time.process_time()
        record = rashomon.read(tmp_path, settings=SETTINGS)
        assert record.breaches() == []
        return time.process_time() - began

    seconds(1_000)  # loads the model

    # five times the text; what is quadratic takes twenty-five times as long
    assert seconds(30_000) < 10 * max(seconds(6_000), 0.2)
