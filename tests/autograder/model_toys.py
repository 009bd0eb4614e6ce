"""Exercises on models that have nothing to do with ReLU, one for each framework."""

from course_utils.autograder import ModelExercise, model_probes

ANSWERS = "tests.autograder.answers.model_toys"
COMMON = {"points": 2, "answers": ANSWERS, "hints": ("Look again.", "Look closer."), "not_checked": "speed."}

keras_net = ModelExercise(
    id="toy.keras_net",
    title="A net with tanh inside, in Keras",
    names=("build_net",),
    framework="keras",
    draw_probes=lambda seed: model_probes(seed, (5,)),
    **COMMON,
)

torch_net = ModelExercise(
    id="toy.torch_net",
    title="A net with tanh inside, in PyTorch",
    names=("Net",),
    framework="torch",
    draw_probes=lambda seed: model_probes(seed, (5,), build=(7,)) + model_probes(seed, (5,), build=(11,)),
    **COMMON,
)

keras_parts = ModelExercise(
    id="toy.keras_parts",
    title="All that can be looked at, in Keras",
    names=("build_net",),
    framework="keras",
    draw_probes=lambda seed: model_probes(
        seed,
        (40,),
        ("weights", "outputs", "gradients", "layers", "parameters", "spread", "config", "saved", "warnings"),
    ),
    **COMMON,
)

torch_parts = ModelExercise(
    id="toy.torch_parts",
    title="All that can be looked at, in PyTorch",
    names=("Net",),
    framework="torch",
    draw_probes=lambda seed: model_probes(
        seed, (40,), ("weights", "outputs", "gradients", "layers", "parameters", "spread", "saved", "warnings")
    ),
    **COMMON,
)

TOYS = (keras_net, torch_net, keras_parts, torch_parts)
