import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from course_utils.autograder.rendering import quoted
from course_utils.autograder.verdict import Diagnosis, Notice, Property, Verdict
from tests.autograder.helpers import verdict_on
from tests.autograder.toys import half

EVIL = '<script>alert("x")</script><img src=x onerror=y> `tick` $a$ **b** [l](javascript:z) \x1b[31m \ud800 \u202e'


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes, self.text = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def parse(text):
    tags = Tags()
    tags.feed(text)
    assert not tags.open
    return tags


def evil_verdict():
    def wrong(x):
        raise ValueError(EVIL)

    return verdict_on(half, wrong)


def test_everything_is_escaped_in_html():
    for verdict in (evil_verdict(), Notice(EVIL, EVIL, EVIL, EVIL)):
        tags = parse(verdict._repr_mimebundle_()["text/html"])
        assert set(tags.seen) <= {"div", "p", "strong", "pre", "code", "details", "summary", "ul", "li"}
        assert set(tags.attributes) <= {"style"}


def test_control_characters_never_reach_a_terminal():
    for text in evil_verdict()._repr_mimebundle_().values():
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202e]", text)
        text.encode("utf-8")


def test_markdown_is_escaped():
    markdown = Notice("a", "<b> [link](x) **bold** `co_de`")._repr_mimebundle_()["text/markdown"]
    assert r"\<b\>" in markdown
    assert r"\[link\]" in markdown
    assert r"\*\*bold" in markdown
    assert "`co_de`" in markdown


def test_a_fence_is_longer_than_any_in_the_code():
    markdown = Notice("a", "b", code="```\nx")._repr_mimebundle_()["text/markdown"]
    assert "````python\n```\nx\n````" in markdown


def test_quoted_text_cannot_end_its_own_quotes():
    assert quoted("a`b\nc") == "`a'b c`"


def test_all_forms_say_the_same():
    verdict = verdict_on(half, lambda x: x)
    forms = verdict._repr_mimebundle_()
    wanted = [verdict.title, verdict.message, verdict.diagnosis.message, "not reached" if False else "passed", "failed"]
    html_text = parse(forms["text/html"]).text
    for words in wanted:
        plain = words.replace("`", "")
        assert plain in html_text
        assert plain in forms["text/plain"].replace("`", "")
        assert plain in re.sub(r"[\\`]", "", forms["text/markdown"])


@pytest.mark.parametrize("answer", [lambda x: x / 2, lambda x: x, lambda x: ..., lambda x: None])
def test_the_state_is_said_in_words_and_not_by_color_alone(answer):
    verdict = verdict_on(half, answer)
    word = {"passed": "Passed", "partial": "Partly right", "failed": "Not yet", "unattempted": "Still open"}
    for text in verdict._repr_mimebundle_().values():
        assert word[verdict.state] in text


def test_what_was_not_checked_is_said_also_when_all_is_well():
    assert "Not checked: speed." in str(verdict_on(half, lambda x: x / 2))


def test_repr_is_the_plain_text():
    verdict = verdict_on(half, lambda x: x / 2)
    assert repr(verdict) == str(verdict) == verdict._repr_mimebundle_()["text/plain"]
    assert "object at 0x" not in repr(verdict)


def test_points_are_shown_without_noise():
    verdict = Verdict("a", "T", "partial", 1.5, 2.0, "m", (Property("p", "L", "passed", "", 1 / 3, 1 / 3),))
    assert "1.5 of 2 points" in str(verdict)
    assert "0.33 of 0.33" in str(verdict)


def test_long_arrays_are_described():
    verdict = verdict_on(half, lambda x: np.ones(50))
    assert "<array of shape (50,)>" in str(verdict)
    assert "&lt;array" in verdict._repr_mimebundle_()["text/html"]


def test_diagnosis_is_shown():
    named = (Diagnosis("n", "You did `this`."), Diagnosis("m", "Yours adds."))
    verdict = Verdict("a", "T", "failed", 0, 1, "m", diagnoses=named)
    assert "You did `this`.\nBesides: Yours adds." in str(verdict)


def test_a_verdict_comes_back_from_json():
    verdicts = [evil_verdict(), verdict_on(half, lambda x: x), verdict_on(half, lambda x: x / 2)]
    assert [bool(verdict.trace) for verdict in verdicts] == [True, False, False]
    assert [bool(verdict.diagnosis) for verdict in verdicts] == [False, True, False]
    for verdict in verdicts:
        assert Verdict.from_json(verdict.to_json()) == verdict
        assert verdict.to_json() == json.dumps(verdict, default=vars), "gradebooks of before hold this"
