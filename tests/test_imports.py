"""Imports run one way, and the engine knows no course. ARCHITECTURE.md draws what this test holds.

grimp reads every import as a syntax tree: at the top of a module, inside a function and under TYPE_CHECKING alike, and
`from course_utils import activations` as well as `from course_utils.activations import relu`.
"""

import graphlib
from pathlib import Path

import grimp
import pytest

FOLDER = Path(__file__).parents[1]
PACKAGE = "course_utils"

# A room, and the rooms whose modules it may import. The longest name that fits a module is its room.
ROOMS = {
    "version": (),
    "errors": (),
    "file_kinds": (),
    "cell_source": (),
    "frameworks": ("errors", "cell_source"),
    "switches": (),
    "libraries": ("frameworks", "switches"),
    "autograder": ("errors", "cell_source", "frameworks", "switches", "libraries"),
    "notebook_format": (),
    "notebook_files": ("errors", "file_kinds", "autograder", "notebook_format"),
    "classroom.sandbox": ("errors", "cell_source", "switches", "libraries", "autograder"),
    "classroom.notes": (),
    "classroom.tables": ("errors", "autograder"),
    "classroom.account": ("autograder",),
    "classroom.earlier_formats": ("classroom.notes",),
    "classroom.gradebook": (
        "errors",
        "autograder",
        "classroom.notes",
        "classroom.account",
        "classroom.earlier_formats",
    ),
    "classroom.scores": ("errors", "autograder", "classroom.account", "classroom.gradebook"),
    "classroom.overview": (
        "autograder",
        "notebook_files",
        "classroom.notes",
        "classroom.account",
        "classroom.scores",
    ),
    "classroom.platforms": ("errors", "autograder", "notebook_files", "classroom.tables", "classroom.scores"),
    "classroom.report": (
        "errors",
        "autograder",
        "notebook_files",
        "classroom.account",
        "classroom.scores",
        "classroom.overview",
        "classroom.platforms",
    ),
    "classroom": (
        "errors",
        "file_kinds",
        "cell_source",
        "libraries",
        "autograder",
        "notebook_format",
        "notebook_files",
        "classroom.sandbox",
        "classroom.notes",
        "classroom.account",
        "classroom.tables",
        "classroom.gradebook",
        "classroom.scores",
        "classroom.platforms",
    ),
    "classroom.grading": (
        "errors",
        "cell_source",
        "autograder",
        "notebook_files",
        "classroom.sandbox",
        "classroom.notes",
        "classroom.account",
        "classroom.gradebook",
        "classroom.scores",
        "classroom.overview",
        "classroom",
    ),
    "classroom.commands": (
        "errors",
        "autograder",
        "notebook_files",
        "classroom.sandbox",
        "classroom.gradebook",
        "classroom.scores",
        "classroom.platforms",
        "classroom.report",
        "classroom",
        "classroom.grading",
    ),
    "dashboard": ("errors", "cell_source", "autograder", "notebook_files"),
    "workspace": ("errors", "autograder", "notebook_format", "notebook_files"),
    "lab": (),
    "cli": (
        "errors",
        "autograder",
        "notebook_files",
        "classroom",
        "classroom.commands",
        "dashboard",
        "workspace",
        "lab",
    ),
    "testing": ("autograder", "notebook_format", "notebook_files", "classroom"),
    # from here on: this course
    "activations": (),
    "networks": ("activations",),
    "spiking": (),
    "hodgkin_huxley": ("spiking",),
    "recordings": ("errors",),
    "experiments": ("frameworks", "activations", "networks", "spiking", "hodgkin_huxley", "recordings"),
    "figures": ("frameworks", "experiments", "activations", "spiking", "hodgkin_huxley", "recordings"),
    "explorers": ("frameworks", "figures", "experiments", "activations", "networks", "spiking"),
    "exercises": ("frameworks", "autograder", "experiments", "activations"),
    "answers": ("autograder", "exercises", "experiments"),
    "course": ("version", "libraries", "autograder", "cli", "experiments"),
    "references": ("autograder",),
    "glossary": ("autograder", "course"),
    "claims": ("autograder", "course"),
    "": ("version", "course", "dashboard"),  # the package itself: course_utils.progress()
}
ENGINE = {
    "errors", "file_kinds", "cell_source", "frameworks", "switches", "libraries", "autograder", "notebook_format",
    "notebook_files",
    "dashboard", "workspace", "lab", "cli", "testing", *(room for room in ROOMS if room.split(".")[0] == "classroom"),
}  # fmt: skip
# Who judges imports nothing that runs a learner's code.
JUDGES = (
    "judge", "diagnosis", "forms", "handed_back", "assessment", "comparison", "findings", "key", "properties", "texts",
    "verdict", "wording",
)  # fmt: skip
RUNNERS = (
    "observe", "limits", "kinds", "learner", "key_source",
    "model_exercise", "model_looks", "model_framework", "keras_models", "torch_models",
)  # fmt: skip


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(PACKAGE, cache_dir=None)


def room_of(module):
    inside = module.removeprefix(PACKAGE).lstrip(".")
    fitting = [room for room in ROOMS if not room or inside == room or inside.startswith(f"{room}.")]
    found = max(fitting, key=len)
    assert found or not inside, f"{module} stands in no room: give it one in {Path(__file__).name}"
    return found


def imports(graph):
    """Yield each import of one module of the package by another."""
    for module in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            yield module, imported


def test_no_modules_import_each_other_in_a_circle(graph):
    sorter = graphlib.TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules})
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


def test_no_rooms_import_each_other_in_a_circle():
    graphlib.TopologicalSorter(ROOMS).prepare()


def test_each_room_imports_only_the_rooms_below_it(graph):
    wrong = []
    for module, imported in imports(graph):
        room, other = room_of(module), room_of(imported)
        if other not in (room, *ROOMS[room]):
            lines = [str(item["line_number"]) for item in graph.get_import_details(importer=module, imported=imported)]
            wrong.append(f"{module}, line {', '.join(lines)}: imports {imported}")
    assert not wrong, "\n".join(wrong)


def test_every_module_stands_in_a_room(graph):
    assert {room_of(module) for module in graph.modules} == set(ROOMS)


def test_an_import_inside_a_function_says_what_it_saves(graph):
    """It may save start-up time, and may dodge no circle. The commands' package says it once for all of them."""
    silent = []
    for module, imported in imports(graph):
        for item in graph.get_import_details(importer=module, imported=imported):
            path = FOLDER / Path(*module.split("."))
            path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
            lines = path.read_text(encoding="utf-8").splitlines()
            line, before = lines[item["line_number"] - 1], lines[item["line_number"] - 2 :: -1]
            above = next((one for one in before if not one.strip().startswith("from ")), "")
            explained = "#" in line or above.strip().startswith("#") or room_of(module) == "classroom.commands"
            if line.startswith("    from") and not explained and "TYPE_CHECKING" not in above:
                silent.append(f"{module}, line {item['line_number']}: {line.strip()}")
    assert not silent, "\n".join(silent)


def test_every_permission_is_used(graph):
    used = {(room_of(module), room_of(imported)) for module, imported in imports(graph)}
    unused = [
        f"{room} need not import {other}"
        for room, others in ROOMS.items()
        for other in others
        if (room, other) not in used
    ]
    assert not unused, "\n".join(unused)


def test_the_engine_may_import_nothing_of_a_course():
    for room in ENGINE:
        assert set(ROOMS[room]) <= ENGINE, room


def test_the_package_as_a_whole_is_imported_by_nobody(graph):
    """It shows the dashboard, so whoever imported it would stand above everything."""
    assert not graph.find_modules_that_directly_import(PACKAGE)


@pytest.mark.parametrize("judge", JUDGES)
def test_who_judges_reaches_nothing_that_runs_a_learners_code(graph, judge):
    reached = graph.find_upstream_modules(f"{PACKAGE}.autograder.{judge}")
    for runner in RUNNERS:
        assert f"{PACKAGE}.autograder.{runner}" in graph.modules
        assert f"{PACKAGE}.autograder.{runner}" not in reached, f"{judge} reaches {runner}"
