"""Which words tell a time: the table of patterns, each with the rule that says what they come to."""

from __future__ import annotations

import re

from rashomon import date_periods as periods
from rashomon import date_rules as rules
from rashomon.calendar_words import (
    DAYS,
    EASTER_DAYS,
    FIXED_FEASTS,
    HOLIDAYS,
    LAST_MONTH,
    LINKING,
    MEASURE,
    MONTH,
    NAMED,
    PAPER,
    PART,
    PARTLY,
)
from rashomon.date_feasts import feast_day
from rashomon.date_pointed import POINTED
from rashomon.date_rules import Rule
from rashomon.date_told import ABOUT, COUNT, LEANING

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_JOIN = r"\s?(?:-|–|—|to|and|through|until)\s?"
_TO = rf"(?:{_JOIN}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
_OVER = rf"{MONTH}\s{_DAY}\s?(?:-|–|—|to|through|until)\s?{LAST_MONTH}\s(?P<last>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(DAYS) + ")"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
# "a prayer of thanksgiving", "as they may day by day": without its capital no holiday.
_NAMED_FEASTS = "|".join(rf"(?-i:(?=[A-Z])){name}" for name in (*HOLIDAYS, "may day"))
_FEASTS = _NAMED_FEASTS + "|" + "|".join(name.replace("'", "['’]") for name in sorted({*EASTER_DAYS, *FIXED_FEASTS} - {"may day"}, key=lambda name: (-len(name), name)))  # fmt: skip

# In this order: what is longer and more exact comes first, and a later rule never takes words from an earlier one.
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(rf"(?<![\w-]){pattern}(?!\w|-\w)", re.IGNORECASE), rule)
    for pattern, rule in (
        (rf"{_OVER},?\s{_YEAR}", rules.full),
        (rf"{MONTH}\s{_DAY}{_TO},?\s{_YEAR}", rules.full),
        (rf"(?:the\s)?{_DAY}{_TO}\s(?:of\s)?{MONTH},?\s{_YEAR}", rules.full),
        (r"(?P<year>(?:19|20|21)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})", rules.numeric),
        (r"(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20|21)\d\d)", rules.numeric),
        (r"(?P<day>\d{1,2})(?P<mark>[-.])(?P<number>\d{1,2})(?P=mark)(?P<year>(?:19|20|21)\d\d)", rules.numeric),
        (rf"{MONTH}\s{_DAY},?\s(?:of\s)?(?P<which>last|this|next)\syear(?!['’]s)", rules.day_of_year),
        (rf"(?P<which>last|this|next)\syear(?:,?\son|,)\s{MONTH}\s{_DAY}", rules.day_of_year),
        *LEANING,
        *POINTED,
        (_OVER, rules.month_day),
        (rf"{MONTH}\s{_DAY}{_TO}", rules.month_day),
        (rf"(?:the\s)?{_DAY}{_TO}\s(?:of\s)?{MONTH}", rules.month_day),
        (rf"(?:between|from)\s{PARTLY}{MONTH}\s(?:and|to|until|through)\s{PARTLY}{LAST_MONTH}(?:,?\s(?:of\s)?{_YEAR})?(?!,?\s\d)", periods.months_between),
        (rf"{MONTH},?\s(?:of\s)?{_YEAR}", rules.month_year),
        (rf"{MONTH}\s(?:of\s)?(?P<which>last|this|next)\syear", rules.month_of_year),
        ((r"(?P<name>the day before yesterday|the day after tomorrow|this morning|this afternoon|this evening|earlier today|"
          r"last night|yesterday|today|tonight|tomorrow)"), rules.named_day),
        (r"overnight", rules.overnight),
        (rf"(?:(?P<which>last|this|next)\s)?(?P<name>{_FEASTS})(?!\s(?:service|mass|prayer|market|tree|carol|card|gift|present|shopp|season|light)s?)(?:,?\s(?:(?:of|in)\s)?{_YEAR}(?!\s[a-z]+s\b))?{PAPER}", feast_day),
        (rf"{_WEEKDAY}{PART}\s(?:of\s)?(?P<which>last|this|next)\sweek", rules.weekday_of_week),
        (rf"{_WEEKDAY}\s(?:of|in)\sthe\s(?P<which>coming\sweek|week\sahead(?!\sof))", rules.weekday),
        (rf"{NAMED}(?:(?P<which>last|next|this|past|coming)\s)?{_WEEKDAY}{PAPER}{PART}", rules.weekday),
        (r"(?:the\s)?(?P<edge>end|start|beginning)\sof\s(?:(?P<which>last|this|next|the)\s)(?P<unit>month|year)", periods.edge),
        ((r"(?:earlier\s|later\s|early\s|late\s)?(?P<which>last|past|previous|this|current|next|coming)\s"
          r"(?P<unit>weekend|week|month|quarter|year)(?!\s(?:earlier|later|before|after))"), periods.period),
        (r"(?<!the\s)(?<!\ba\s)(?<!is\s)(?<!er\s)(?<!ts\s)(?<!ir\s)(?<!my\s)(?<!our\s)(?<!['’]s\s)(?P<which>last)\s(?P<unit>week|month|year)(?=\s(?:before|after)\s\w)", periods.period),
        (r"(?:over|at|on|during)\sthe\sweekend", periods.weekend),
        (rf"{ABOUT}half\s(?P<count>a)\s(?P<unit>century)\s(?P<way>ago)", periods.half_a_century),
        (rf"{ABOUT}{COUNT}\s(?P<unit>day|week|fortnight|month|year|decade|centurie|century)s?\s(?P<way>ago|from now)", rules.ago),
        (rf"in\s{ABOUT}{COUNT}\s(?P<unit>day|week|month|year)s?['’]s?\stime", rules.ago),
        (r"(?:the\s)?easter(?:\sweekend|\sholidays?)?", periods.easter_days),
        (rf"(?:in|during|by|early|late|mid)[\s-](?:(?:early|late|mid)[\s-])?{MONTH}\s(?:or|and)\s(?:in\s)?(?:(?:early|late|mid)[\s-])?{LAST_MONTH}", periods.either_month),
        (rf"(?:in|since|until|till|early|late|mid|by|during|of)[\s-](?:(?P<which>last|next|this)\s)?{MONTH}", rules.month_alone),
        (rf"(?P<which>last|next|this)\s{MONTH}", rules.month_alone),
        (r"(?:the\s)?(?:(?:early|mid|late)[\s-])?(?P<year>(?:1[5-9]|20)\d0)['’]?s", periods.decade),
        (r"(?:the\s)?(?:(?:early|mid|late)[\s-])?['’](?P<short>[3-9]0)s", periods.decade),
        (r"(?:the\s)?(?:(?:early|mid|late)[\s-])?(?P<nth>[12]?\d)(?:st|nd|rd|th)[\s-]century", periods.century),
        (r"(?P<year>(?:1[5-9]|20)\d\d)\s?[-–]\s?(?P<until>(?:1[5-9]|20)\d\d|\d{2})", periods.years),
        (rf"(?P<which>recent|past|last|next|coming)(?:\s{COUNT})?\s(?P<unit>day|week|month|year)s", periods.recent),
        (rf"(?P<nth>first|second|third|fourth)[\s-](?P<size>quarter|half)(?:\sof)?\s{_YEAR}", periods.quarter),
        (r"(?P<nth>first|second|third|fourth)[\s-](?P<size>quarter|half)\sof\s(?P<which>last|this|next|the)\syear", periods.quarter),
        (r"(?:the|its|their)\s(?P<nth>first|second|third|fourth)[\s-](?P<size>quarter)(?!\sof)", periods.quarter),
        (rf"(?P<nth>Q[1-4])(?:,?\s(?:of\s)?{_YEAR})?", periods.quarter),
        (rf"{_SEASON}\s(?:of\s)?{_YEAR}", periods.season),
        (rf"(?P<which>last|this|next)\s{_SEASON}", periods.season),
        (rf"(?:in|during|since|until|by)\sthe\s(?:(?:early|late)\s)?{_SEASON}(?!\sof)", periods.season),
        (rf"(?:in|since|until|of|by|from|during|before|after|for|early|late|mid|between)[\s-]{_YEAR}", rules.year),
        (r"(?:in|since)\s(?P<year>1[5-8]\d\d)(?!\s[a-z]+s\b)", rules.year),
        (rf"(?<=and\s){_YEAR}", rules.year),
        (rf"(?:(?<=to\s)|(?<=\()){_YEAR}", rules.year),
        (rf"(?:(?<=through\s)|(?<=through\sat\sleast\s)|(?<=until\sat\sleast\s)){_YEAR}(?!\s[a-z]+s\b)", rules.year),
        (rf"(?<=\ba\s)(?!\d\d00){_YEAR}(?=\s(?-i:[a-z]))(?!\s{MEASURE})", rules.year),
        (rf"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\ban\s)|(?<=\bits\s)|(?<=\btheir\s))(?-i:(?=[A-Z])){MONTH}(?=\s(?-i:[a-z]{{3}}))(?!\s{LINKING})", rules.month_before_noun),
        (rf"(?:(?<=the\s)|(?<=this\s)|(?<=['’]s\s)|(?<=s['’]\s)){_YEAR}(?=\s[a-z])(?!\s(?:people|men|women|troops|dead))", rules.year),
    )
)  # fmt: skip
