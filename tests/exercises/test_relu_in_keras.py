"""The exercises of notebook 05, where wrong answers come close to right ones."""

import pytest

from course_utils.exercises import relu_in_keras as q
from tests.autograder.helpers import verdict_on_source

pytestmark = pytest.mark.usefixtures("keras")

SPARSITY = """
def sparsity(model, X):
    shares = []
    for layer in model.layers[:-1]:
        X = layer(X)
        shares.append(np.mean(X == 0))
    return {}
"""


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("dict(enumerate(shares))", "It returned a thing of type dict; expected a list with 1 result."),
        ("map(float, shares)", "It returned a thing of type map; expected a list with 1 result."),
        ("[str(share) for share in shares]", "Result 1 of 1 is a text; expected a number."),
        ("shares + shares", "It returned 2 results; expected 1."),
        ("[np.array([share, share]) for share in shares]", "Result 1 of 1 has the shape"),
    ],
)
def test_shares_in_another_form_than_a_list_of_numbers_earn_nothing_and_are_named(returned, says):
    verdict = verdict_on_source(q.sparsity, SPARSITY.format(returned))
    assert verdict.points == 0
    assert says in str(verdict)
