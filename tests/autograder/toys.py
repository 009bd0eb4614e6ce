"""Exercises that have nothing to do with ReLU, to hold the engine to its word: it knows of no course."""

import numpy as np

from course_utils.autograder import FunctionExercise, Probe, Share, ValueExercise, array_probes

ANSWERS = "tests.autograder.answers.toys"

COMMON = {"points": 2, "answers": ANSWERS, "hints": ("Look again.", "Look closer."), "not_checked": "speed."}

half = FunctionExercise(
    id="toy.half",
    title="Half of an array",
    names=("half",),
    parameters=("x",),
    draw_probes=lambda seed: array_probes(seed, lists=False),
    known_beforehand=("zero", "infinite", "nan"),
    sized_args=lambda n: (np.ones(n),),
    forbids=("numpy.divide",),
    **COMMON,
)


def _use_counter(names, steps):
    counter = names["Counter"]()
    other = names["Counter"]()
    seen = []
    for step in steps:
        counter.add(step)
        seen.append(counter.total)
    return [seen, other.total]


counter = FunctionExercise(
    id="toy.counter",
    title="A class with state",
    names=("Counter",),
    draw_probes=lambda seed: tuple(Probe((steps,), "steps") for steps in ([1], [2, 3], [-1, 4, 10 + seed % 7])),
    scenario=_use_counter,
    describe=lambda probe: f"adding {probe.args[0]}",
    region_labels={"steps": "the total is right after every step"},
    **COMMON,
)

make_line = FunctionExercise(
    id="toy.make_line",
    title="A function that returns a function",
    names=("make_line",),
    draw_probes=lambda seed: tuple(
        Probe((slope, x), "lines") for slope, x in ((2.0, 3.0), (-1.0, 5.0), (0.5, float(seed + 1)))
    ),
    scenario=lambda names, slope, x: names["make_line"](slope)(x),
    describe=lambda probe: f"make_line({probe.args[0]})({probe.args[1]})",
    region_labels={"lines": "the line has the slope asked for"},
    **COMMON,
)

codec = FunctionExercise(
    id="toy.codec",
    title="Two names that work together",
    names=("encode", "decode"),
    draw_probes=lambda seed: tuple(Probe((text,), "texts") for text in ("a", "hello", f"text {seed}")),
    scenario=lambda names, text: [
        names["decode"](names["encode"](text)) == text,
        names["encode"](text) != text,
    ],
    describe=lambda probe: f"encoding and decoding {probe.args[0]!r}",
    region_labels={"texts": "decoding gives the text back"},
    **COMMON,
)


def _accept_root(seen, _probes, _right):
    value = seen[0] if seen else None
    number = value if isinstance(value, float) else None
    near = number is not None and abs(number * number - 2) < 1e-6
    return [
        Share("square", "its square is 2", near, "Its square is not 2."),
        Share("number", "it is a float", number is not None, "It is not a float."),
    ]


root = ValueExercise(id="toy.root", title="Either root of 2", names=("root",), accept=_accept_root, **COMMON)

pair = ValueExercise(id="toy.pair", title="Two values", names=("low", "high"), **COMMON)


def _accept_unit(seen, probes, _right):
    right = [bool(abs(abs(value) - 1) < 1e-9) for value in seen if isinstance(value, (int, float))]
    return [Share("unit", "always 1 or -1", len(right) == len(probes) > 0 and all(right), "Neither 1 nor -1.")]


sign = FunctionExercise(
    id="toy.sign",
    title="Any sign",
    names=("sign",),
    parameters=("x",),
    draw_probes=lambda seed: tuple(Probe((float(x),), "numbers") for x in (-2, 3, seed + 1)),
    region_labels={"numbers": "numbers"},
    accept=_accept_unit,
    **COMMON,
)

TOYS = (half, counter, make_line, codec, root, pair, sign)
