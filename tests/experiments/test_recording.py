import json

from course_utils.experiments import recording


def test_a_record_says_what_made_it_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "FOLDER", tmp_path / "recorded")
    path = recording.record("trial", {"runs": [{"a": 1 / 3, "b": None}, {"a": float("nan"), "b": (1, 2)}], "n": 2})
    data = recording.load("trial")
    assert data["runs"] == [{"a": 0.333333, "b": None}, {"a": None, "b": [1, 2]}]
    assert data["n"] == 2
    assert data["made_by"]["command"] == "python -m course_utils.experiments.trial"
    assert "trial" in recording.made_by("trial")
    json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda name: 1 / 0)  # plain JSON: no NaN
