"""What all explorers share: how their JavaScript is put together, and what stands in their place without JavaScript."""

import html
import json
import re
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from course_utils.figures.picture import Picture

FOLDER = Path(__file__).parent
STYLESHEET = (FOLDER / "shared" / "explorer.css").read_text(encoding="utf-8")

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\./[\w./]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|function|class)", re.MULTILINE)

PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>:root {{ color-scheme: light dark; font-family: system-ui, sans-serif; }} {style}</style>
<main><h1>{title}</h1><div id="explorer"><noscript>{picture}</noscript></div></main>
<script type="module">
// What the explorer needs of a widget's model: values, and who wants to hear of their changes.
const state = {state}, listeners = {{}};
const model = {{
  get: (name) => state[name],
  set(name, value) {{
    if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
    state[name] = value;
    for (const listener of listeners["change:" + name] ?? []) listener();
  }},
  save_changes() {{}},
  send() {{}},
  on(event, listener) {{ (listeners[event] ??= []).push(listener); }},
  off(event, listener) {{ listeners[event] = (listeners[event] ?? []).filter((known) => known !== listener); }},
}};
const source = new Blob([{source}], {{ type: "text/javascript" }});
const module = await import(URL.createObjectURL(source));
await module.default.render({{ model, el: document.getElementById("explorer") }});
window.explorer = {{ module, model }};
</script>
</html>
"""


def bundle(file_name: str) -> str:
    """Return a module of this folder as one text, with the shared modules that it imports put before it.

    The modules are ordinary ones. They are joined here because a widget's JavaScript is a single file. What the
    explorer's own module exports stays exported.
    """
    parts: dict[Path, str] = {}

    def add(path: Path) -> None:
        if path in parts:
            return
        text = path.read_text(encoding="utf-8")
        for imported in _IMPORT.findall(text):
            add((path.parent / imported).resolve())
        text = _IMPORT.sub("", text)
        parts[path] = text if path == first else _EXPORT.sub("", text)

    first = (FOLDER / file_name).resolve()
    add(first)
    return "\n".join(parts.values())


class Explorer(anywidget.AnyWidget):
    """An interactive picture. Its traits are its state: read them, or set them, and the picture follows.

    A subclass sets `_esm` to its `bundle`, its traits with ``tag(sync=True)``, and `picture`. If a number has a slider,
    its tag carries what the slider says: `label`, `unit` and `step`. The slider's range is that of the trait.
    """

    _css = STYLESHEET
    title = "Explorer"
    controls = traitlets.Dict().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        """Set traits by name. Raises `TypeError` for an unknown name, `traitlets.TraitError` for a bad value."""
        unknown = sorted(set(state) - set(self.state_names()))
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {unknown[0]!r}; it has {', '.join(self.state_names())}")
        super().__init__(controls=self._sliders(), **state)

    @classmethod
    def state_names(cls) -> list[str]:
        """Return the names of the traits that are the explorer's state: those that may be set."""
        return [name for name, trait in cls._own_traits().items() if not trait.read_only]

    @classmethod
    def _own_traits(cls) -> dict[str, traitlets.TraitType]:
        of_every_widget = {*anywidget.AnyWidget.class_traits(), "controls"}
        own = cls.class_traits(sync=True).items()
        return {name: trait for name, trait in own if name not in of_every_widget and not name.startswith("_")}

    @classmethod
    def _sliders(cls) -> dict[str, dict[str, Any]]:
        return {
            name: {
                "label": trait.metadata["label"],
                "unit": trait.metadata.get("unit", ""),
                "min": trait.min,  # type: ignore[attr-defined]
                "max": trait.max,  # type: ignore[attr-defined]
                "step": trait.metadata["step"],
            }
            for name, trait in cls._own_traits().items()
            if "step" in trait.metadata
        }

    def picture(self) -> Picture:
        """Return a still picture of the present state, for places where no JavaScript runs."""
        raise NotImplementedError(f"{type(self).__name__} has no still picture: give it a method picture()")

    def save_html(self, path: str | Path) -> None:
        """Write a page with the explorer alone, which works without Jupyter and without a network."""

        def script(value: Any) -> str:
            return json.dumps(value).replace("<", "\\u003c")  # so that no text can end the script

        state = {name: getattr(self, name) for name in (*self._own_traits(), "controls")}
        page = PAGE.format(
            title=html.escape(self.title),
            style=STYLESHEET,
            picture=self.picture()._repr_mimebundle_()["text/html"],
            state=script(state),
            source=script(self._esm),
        )
        Path(path).write_text(page, encoding="utf-8")

    def __repr__(self) -> str:
        state = ", ".join(f"{name}={_short(getattr(self, name))}" for name in self.state_names())
        return f"{type(self).__name__}({state})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        still = self.picture()._repr_mimebundle_()
        return {**data, "text/html": still["text/html"], "text/plain": f"{self!r}\n{still['text/plain']}"}, metadata


def _short(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], float):
        return "[" + ", ".join(f"{number:.4g}" for number in value) + "]"
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else repr(value)
