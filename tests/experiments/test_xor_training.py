import numpy as np
import pytest

from course_utils.experiments.xor_training import INPUTS, TARGETS, share_that_learned, shares_by_width, trained_outputs
from course_utils.explorers import TrainingPlayground


def test_more_units_learn_from_more_starts_and_the_identity_from_none():
    shares = shares_by_width((2, 4, 8))
    assert shares[2] < 0.35 < shares[4] < 0.75 < 0.95 < shares[8]
    assert shares_by_width((8,), activation="identity")[8] == 0


def test_the_numbers_in_the_notebook_are_near_what_this_machine_gives():
    shares = shares_by_width((2, 4, 8))
    assert [shares[width] for width in (2, 4, 8)] == pytest.approx([0.23, 0.58, 0.99], abs=0.03)


def test_the_starts_that_fail_are_stuck():
    assert shares_by_width((2,), steps=10_000) == shares_by_width((2,))


def test_the_playground_separates_all_points_from_about_14_of_its_first_20_seeds():
    separated = 0
    for seed in range(20):
        playground = TrainingPlayground(data="xor", hidden=(4,), activation="relu", seed=seed)
        playground.step(600)
        separated += playground.accuracy == 1
    assert separated == pytest.approx(14, abs=1)


def test_without_an_activation_training_ends_at_one_half_everywhere():
    np.testing.assert_allclose(trained_outputs(8, "identity", starts=5), 0.5, atol=1e-3)


def test_a_network_counts_as_trained_only_if_all_four_answers_are_near():
    outputs = np.array([TARGETS, TARGETS + 0.05, TARGETS + np.array([0, 0, 0, 0.2]), 0.5 * np.ones(4)])
    assert share_that_learned(outputs) == 0.5


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_steps_are_those_of_torch(torch, activation):
    rng = np.random.default_rng(3)
    start1 = rng.standard_normal((2, 2, 5))
    start2 = rng.standard_normal((2, 5)) * np.sqrt(2 / 5)
    ours = trained_outputs(5, activation, starts=2, steps=25, seed=3)
    x, t = torch.tensor(INPUTS), torch.tensor(TARGETS)
    for number in range(2):
        w1, w2 = torch.tensor(start1[number]), torch.tensor(start2[number])
        parameters = [w1, torch.zeros(5, dtype=torch.float64), w2, torch.zeros(1, dtype=torch.float64)]
        for parameter in parameters:
            parameter.requires_grad_()

        def forward(parameters=parameters):
            return getattr(torch, activation)(x @ parameters[0] + parameters[1]) @ parameters[2] + parameters[3]

        optimizer = torch.optim.SGD(parameters, lr=0.1)
        for _ in range(25):
            optimizer.zero_grad()
            (((forward() - t) ** 2).mean() / 2).backward()
            optimizer.step()
        np.testing.assert_allclose(ours[number], forward().detach().numpy(), atol=1e-12)
