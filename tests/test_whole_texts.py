"""Odd texts through the whole path: every span exact, time in proportion. Numbers are cases of the fault list, 63 to 66."""

import importlib
import pkgutil
import re
import time
import unicodedata

import pytest

import rashomon
from rashomon.gather.files import gather_reports
from rashomon.models.spacy import SpacyParser
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


def patterns():
    """Find every compiled pattern that stands at the top of one of our modules."""
    for module in pkgutil.walk_packages(rashomon.__path__, "rashomon."):
        if "__main__" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            listed = value if isinstance(value, tuple | list) else [value]
            for number, item in enumerate(listed):
                inner = item[0] if isinstance(item, tuple) and item else item
                if isinstance(inner, re.Pattern):
                    yield pytest.param(inner, id=f"{module.name}.{name}.{number}")


ATTACKS = {
    "letters": "a" * 50_000 + "!",
    "capitals": "A" * 50_000 + "!",
    "digits": "1" * 50_000 + "x",
    "digits-and-commas": "1," * 25_000 + "x",
    "words": "Aa " * 17_000 + "!",
    "spaces": "x" + " " * 50_000 + "x",
    "lines": "\n" * 50_000 + "x",
    "dots": "A." * 25_000,
    "quotes": "“" * 25_000 + '"' * 25_000,
    "tags": "<a" * 25_000,
    "hyphens": "-a" * 25_000,
}


@pytest.mark.parametrize("pattern", list(patterns()))
def test_case_66_no_pattern_of_ours_can_be_made_to_run_for_ever(pattern):
    for name, text in ATTACKS.items():
        hostile = text.encode() if isinstance(pattern.pattern, bytes) else text
        began = time.process_time()
        for _ in pattern.finditer(hostile):
            pass
        assert time.process_time() - began < 1.0, f"{pattern.pattern!r:.80} on {name}"
