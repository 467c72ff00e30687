"""Fault case 30: a page that tells nothing is no report, and a short report is one."""

import pytest

from rashomon.gather.stubs import low_content

REPORT = "The ferry to Aldersea left two hours late on Sunday, the harbour master said in a note to passengers. Nobody was hurt."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tarn Post",
        "404 not found. We are sorry, but there is nothing here. Try the front page or the search above instead.",
        "We and our partners value your privacy. Accept all cookies or manage your settings to go on to the Tarn Post.",
        f"{REPORT} Subscribe now to continue reading this and all other articles of the Tarn Post.",
        "Please enable JavaScript in your browser to see this page of the Tarn Post, or come back with another one later.",
        "Checking your browser before you go on to the Tarn Post. This takes some seconds. Please do not close the window.",
        "The article you are looking for is no longer available. It may have been moved or taken down by our editors since.",
    ],
)
def test_case_30_an_error_page_a_consent_wall_or_a_paywall_stub_is_low_content(text):
    assert low_content(text) == "low_content"


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        f"{REPORT} Missing pages of the log book could not be explained, she said, and asked the crew to come forward.",
        ("The ministry may no longer use cookies without consent, the court said. " * 20) + REPORT,
    ],
)
def test_case_30_a_short_report_and_one_about_cookies_are_kept(text):
    assert low_content(text) == ""
