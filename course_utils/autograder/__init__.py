"""Check an answer: observe beside the learner's code, judge where it never ran.

An exercise draws probes from a seed. `observe` runs the answer on them and writes down, as plain data, what
it saw. The key is what the solution and the misconceptions show under the same observation. `judge` compares
the two. The package knows nothing of what a course teaches.
"""

from course_utils.autograder.comparison import Tolerance
from course_utils.autograder.course import Course
from course_utils.autograder.exercise import Exercise
from course_utils.autograder.findings import Share
from course_utils.autograder.kinds import ChoiceExercise, FunctionExercise, ValueExercise
from course_utils.autograder.model_exercise import ModelExercise, model_probes
from course_utils.autograder.plain import several_floats
from course_utils.autograder.probes import Probe, array_probes

__all__ = [
    "ChoiceExercise",
    "Course",
    "Exercise",
    "FunctionExercise",
    "ModelExercise",
    "Probe",
    "Share",
    "Tolerance",
    "ValueExercise",
    "array_probes",
    "model_probes",
    "several_floats",
]
