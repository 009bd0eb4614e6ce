"""What all tests share."""

import os
import sys
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


LOADED = pytest.StashKey[set[str]]()


def pytest_collection_finish(session):
    session.config.stash[LOADED] = {"torch", "tensorflow", "matplotlib.pyplot"} & sys.modules.keys()


@pytest.fixture
def loaded_by_collecting(request):
    """The heavy libraries that were loaded when all tests had been collected."""
    return request.config.stash[LOADED]


# Fixtures, because TensorFlow takes ten seconds to import and each worker collects all tests.
@pytest.fixture(scope="session")
def torch():
    return _framework("torch")


@pytest.fixture(scope="session")
def keras():
    return _framework("keras")


def _framework(name):
    from course_utils import frameworks

    if not frameworks.is_installed(name):
        pytest.skip(f"{frameworks.NAMES[name]} is not installed")
    return frameworks.load(name)


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    """Keep each test's progress to itself, and forget what an earlier test checked."""
    from course_utils.autograder import learner

    path = tmp_path / "progress.db"
    monkeypatch.setenv("RELU_COURSE_PROGRESS", str(path))
    monkeypatch.setattr(learner, "session", learner.Session())
    return path
