import sys

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_utils import frameworks
from course_utils.figures.live_chart import LiveChart, live_chart


def test_outside_a_notebook_nothing_is_shown(capsys):
    with LiveChart(steps=2) as chart:
        chart.add(loss=1.0)
    assert capsys.readouterr() == ("", "")


def test_the_chart_says_in_words_what_it_draws():
    chart = LiveChart(steps=4)
    chart.add(loss=2.0, val_accuracy=0.1)
    chart.add(loss=float("nan"), val_accuracy=0.2)
    assert chart.text() == "2 of 4: loss nan, val accuracy 0.200"
    shown = chart.html()
    assert shown.count("<polyline") == 2
    assert 'aria-label="2 of 4' in shown
    assert "nan," not in shown.split("<p>")[0].split("points=")[1]


def test_names_are_escaped_and_a_chart_of_nothing_is_a_chart():
    chart = LiveChart(steps=1)
    assert "<svg" in chart.html()
    chart.add(**{"<b>": 0.0})
    assert "<b>" not in chart.html()
    with pytest.raises(ValueError, match="1 step"):
        LiveChart(steps=0)


def test_in_a_notebook_it_follows_and_leaves_an_empty_output():
    source = """
from course_utils.figures.live_chart import LiveChart
with LiveChart(steps=3) as chart:
    for step in range(3):
        chart.add(loss=step)
"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.data == {"text/html": "", "text/plain": ""}


def test_fit_calls_it_after_each_epoch(keras):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    follow = live_chart(epochs=3)
    model.fit(np.zeros((1, 2)), np.ones((1, 1)), epochs=3, verbose=0, callbacks=[follow])
    assert len(follow.chart.values["loss"]) == 3
    assert list(follow.chart.values) == ["loss"]


def test_without_keras_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    with pytest.raises(frameworks.MissingFrameworkError, match="pip install tensorflow"):
        live_chart(epochs=3)
