"""Glossary, claims and references: each in one place, and in step with the notebooks."""

import re

import pytest

from course_utils import claims, glossary, references
from course_utils.course import COURSE
from course_utils.notebook_files import read_notebook

TEXTS = {
    path.name[:2]: "\n\n".join(cell.source for cell in read_notebook(path).cells if cell.cell_type == "markdown")
    for path in COURSE.notebooks()
}
FIRST = ("00", "01", "02", "03", "04")
# Bold for emphasis, or labels of paragraphs and lists: no terms.
NO_TERMS = {
    "-inf", "1e308", "a probability", "after this notebook you can", "all", "exercise",
    "if you want to start a notebook again",
    "each link multiplies by its weight times the slope of its activation", "in principle", "left", "micro", "milli",
    "no relu on the output layer", "not", "not a polynomial", "notice", "off", "on", "one", "predict", "right",
    "shift + enter", "the knee", "the weights", "try", "what was checked", "where it became brighter, and by how much",
}  # fmt: skip


def bold_terms(text):
    """Return what is bold in a notebook's Markdown, in lower case; labels end in a period or a colon."""
    found = (" ".join(match.split()) for match in re.findall(r"\*\*([^*\n]+(?:\n[^*\n]+)?)\*\*", text))
    return {word.casefold() for word in found if not word.endswith((".", ":")) and len(word) > 1}


def known_words():
    return {form.casefold() for term in glossary.TERMS for form in (term.word, *term.forms)}


@pytest.mark.parametrize("number", FIRST)
def test_every_term_that_a_notebook_introduces_in_bold_is_in_the_glossary(number):
    assert bold_terms(TEXTS[number]) - known_words() - NO_TERMS == set()


@pytest.mark.parametrize("term", glossary.TERMS, ids=lambda term: term.word)
def test_every_term_occurs_in_the_notebook_that_the_glossary_names(term):
    text = " ".join(TEXTS[term.notebook].casefold().split())
    assert any(form.casefold() in text for form in (term.word, *term.forms))
    assert term.meaning.endswith(".")


@pytest.mark.parametrize("term", glossary.TERMS, ids=lambda term: term.word)
def test_no_earlier_notebook_introduces_a_term_in_bold(term):
    forms = {form.casefold() for form in (term.word, *term.forms)}
    earlier = [number for number in TEXTS if number < term.notebook and forms & bold_terms(TEXTS[number])]
    assert earlier == []


def test_no_term_stands_twice():
    words = [term.word.casefold() for term in glossary.TERMS]
    assert len(set(words)) == len(words)


def headings(number):
    return [heading.strip() for heading in re.findall(r"^#+ (.+)$", TEXTS[number], re.M)]


@pytest.mark.parametrize("claim", claims.CLAIMS, ids=lambda claim: claim.claim)
def test_every_claim_links_to_a_heading_that_exists_once(claim):
    assert headings(claim.notebook).count(claim.heading) == 1


def test_every_claim_of_the_popular_explanations_has_a_row():
    rows = " ".join(claim.claim for claim in claims.CLAIMS).casefold()
    for word in (
        "max(0, x)", "a v", "max(a x, x)", "no derivative at 0", "if x > 0", "input_shape", "threshold", "membrane",
        "spike", "exploding", "saturation", "efficient", "range of sigmoid", "dead", "alpha", "selu", "beta",
        "widely used", "softmax",
    ):  # fmt: skip
        assert word in rows, word


def test_claims_that_stand_in_a_notebook_as_a_claim_are_in_its_section():
    """Rows name a section in which a claim and a verdict stand."""
    for claim in claims.CLAIMS:
        section = TEXTS[claim.notebook].split(claim.heading, 1)[1]
        assert "**Claim" in section, claim.claim
        assert "**Verdict" in section, claim.claim


def cited(number):
    """Return (first author's surname, year) of each entry under a notebook's References."""
    text = TEXTS[number].split("## References", 1)[-1] if "## References" in TEXTS[number] else ""
    entries = re.findall(r"^- (.+?)(?=\n\n|\n- |\Z)", text, re.M | re.S)
    for entry in entries:
        year = re.search(r"\((\d{4})\)", entry)
        if year:
            yield entry.split(",")[0].strip(), int(year[1])


@pytest.mark.parametrize("number", TEXTS)
def test_every_reference_of_a_notebook_is_in_the_list(number):
    known = {(entry.authors.split(",")[0], entry.year) for entry in references.REFERENCES}
    assert [entry for entry in cited(number) if entry not in known] == []


def test_references_are_in_order_and_their_numbers_look_like_numbers():
    order = [(entry.authors.casefold().replace("č", "c"), entry.year) for entry in references.REFERENCES]
    assert [authors[:4] for authors, _ in order] == sorted(authors[:4] for authors, _ in order)
    assert len({(entry.authors, entry.title) for entry in references.REFERENCES}) == len(order)
    for entry in references.REFERENCES:
        assert not entry.doi or re.fullmatch(r"10\.\d{4,5}/\S+", entry.doi)
        assert not entry.arxiv or re.fullmatch(r"\d{4}\.\d{4,5}", entry.arxiv)


@pytest.mark.parametrize("module", [claims, glossary, references])
def test_the_tables_show_themselves_in_every_form(module):
    table = module.show()
    bundle = table._repr_mimebundle_()
    assert "<table>" in bundle["text/html"]
    assert "<td>" not in bundle["text/html"], "without a style of its own, a notebook aligns a cell to the right"
    assert "| --- |" in bundle["text/markdown"]
    assert len(repr(table).splitlines()) > 20
