import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from course_utils import recordings
from course_utils.errors import CourseError
from course_utils.recordings import load_recording, loudness_per_bin, spikes_per_bin


@pytest.mark.parametrize(("number", "spikes", "cutoff"), [(1, 929, 200), (2, 868, 800)])
def test_the_recordings_are_those_of_the_paper(number, spikes, cutoff):
    recording = load_recording(number)
    assert recording.spike_times_ms.size == spikes
    assert recording.cutoff_Hz == cutoff
    assert recording.duration_ms == pytest.approx(10_000)
    assert 0 < recording.spike_times_ms.min() < recording.spike_times_ms.max() < 10_000
    assert recording.loudness_dB.mean() == pytest.approx(0, abs=1e-9)
    assert recording.loudness_dB.std() == pytest.approx(6, abs=0.05)  # "standard deviation (dB): 6", says the file


def test_bins_hold_every_spike_and_the_mean_loudness():
    recording = load_recording(1)
    assert spikes_per_bin(recording).sum() == 929
    assert spikes_per_bin(recording).max() == 1
    assert spikes_per_bin(recording, 5.0).shape == loudness_per_bin(recording, 5.0).shape == (2000,)
    assert loudness_per_bin(recording)[3] == pytest.approx(np.mean(recording.loudness_dB[60:80]))


def test_the_notebook_s_numbers_on_intervals():
    intervals = np.diff(load_recording(1).spike_times_ms)
    assert (intervals.mean(), intervals.std(), intervals.min()) == pytest.approx((10.8, 5.7, 3.2), abs=0.05)


def test_there_is_no_third_recording():
    with pytest.raises(ValueError, match="1 and 2"):
        load_recording(3)


def test_nitime_itself_is_not_imported():
    load_recording(1)
    assert "nitime" not in sys.modules


@pytest.mark.parametrize("spec", [None, SimpleNamespace(submodule_search_locations=None)])
def test_without_nitime_the_message_says_what_to_install(monkeypatch, spec):
    monkeypatch.setattr(recordings.importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(CourseError, match="pip install nitime"):
        load_recording(1)


def test_without_its_data_the_message_names_the_files(monkeypatch, tmp_path):
    spec = importlib.util.spec_from_loader("nitime", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    Path(tmp_path / "data").mkdir()
    monkeypatch.setattr(recordings.importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(CourseError, match=r"grasshopper_stimulus1\.txt.*force-reinstall"):
        load_recording(1)
