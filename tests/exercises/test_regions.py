"""No region is passed by luck: on 200 seeds, it tells a misconception from the solution always, or is listed."""

import json

import pytest

from tests.exercises.regions import RECORDED, asked, passed_regions

SEEDS = {"function": 200, "model": 5}  # a model is built and trained on for each
# Whose answers train, integrate or build networks.
SLOW = {
    "variants.moments": 50, "torch.train_step": 20, "torch.dead_fraction": 40, "keras.sparsity": 10,
    "capstone.diagnosis": 10, "capstone.mend": 5,
}  # fmt: skip


@pytest.mark.parametrize("exercise", asked(), ids=lambda exercise: exercise.id)
def test_a_misconception_passes_the_same_regions_on_every_seed(exercise):
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))[exercise.id]
    passed = passed_regions(exercise, range(SLOW.get(exercise.id, SEEDS[exercise.kind])))
    assert passed.keys() == recorded.keys(), "python -m tests.exercises.regions"
    for name, sets in passed.items():
        for seed, regions in enumerate(sets):
            assert sorted(regions) == recorded[name], f"{name}, seed {seed}"
