import json

import pytest

from benchmarks.class_labs import LABS, answers_of_student, hidden_tests, nbgrader_notebook, submit
from course_utils.autograder.key_source import answers_for, run_source
from course_utils.classroom.plan import plan
from course_utils.course import COURSE
from course_utils.exercises import relu_from_scratch as q
from course_utils.notebook_files import read_notebook


def run_tests(exercise, source):
    names = run_source(source, answers_for(exercise).setup)
    exec(f"import numpy as np\n{hidden_tests(exercise)}", names)


@pytest.mark.parametrize("exercise", LABS["numpy"].exercises, ids=lambda exercise: exercise.id)
def test_the_solution_passes_the_tests_that_other_graders_run(exercise):
    run_tests(exercise, answers_for(exercise).solution)


def test_a_wrong_answer_fails_them():
    with pytest.raises(AssertionError):
        run_tests(q.relu, "def relu(x):\n    return np.abs(x)")
    with pytest.raises(AssertionError):
        run_tests(q.graph, 'graph = "nothing of the kind"')


@pytest.mark.parametrize("lab", LABS.values(), ids=LABS)
def test_a_submission_is_a_notebook_of_the_course_with_every_exercise(lab, tmp_path):
    planned = plan(COURSE, read_notebook(submit(lab, 3, tmp_path)))
    assert planned.notebook == lab.module.NOTEBOOK
    assert all(len(planned.stubs[exercise.id]) == 1 for exercise in lab.exercises)
    assert not planned.remarks


def test_a_class_has_right_and_wrong_answers_and_is_the_same_every_time():
    lab = LABS["numpy"]
    answers = [answers_of_student(lab, number) for number in range(100)]
    assert answers == [answers_of_student(lab, number) for number in range(100)]
    solved = sum(sources[q.relu.id] == answers_for(q.relu).solution for sources in answers)
    assert 40 < solved < 80


def test_a_student_of_nbgrader_sees_no_test():
    lab = LABS["numpy"]
    sources = answers_of_student(lab, 0)
    assert "assert" not in json.dumps(nbgrader_notebook(lab, sources, source=False))
    assert "assert" in json.dumps(nbgrader_notebook(lab, sources, source=True))
