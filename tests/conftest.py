"""What all tests share."""

import os
import tempfile

import pytest

# Before anything is imported that reads them; the kernels that nbval starts inherit them.
os.environ["RELU_COURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(prefix="relu-course-test-"), "progress.db")
os.environ.pop("RELU_COURSE_GRADED_ELSEWHERE", None)


def pytest_addoption(parser):
    parser.addoption("--seeds", type=int, default=3, help="how many seeds each exercise is tried on")
    parser.addoption(
        "--students", type=int, default=20, help="how large the class is that is graded while it is killed"
    )
    parser.addoption("--kills", type=int, default=2, help="how often it is killed")


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    """Keep each test's progress to itself, and forget what an earlier test checked."""
    from course_utils.autograder import learner

    path = tmp_path / "progress.db"
    monkeypatch.setenv("RELU_COURSE_PROGRESS", str(path))
    monkeypatch.setattr(learner, "session", learner.Session())
    return path
