"""Show one list of blocks as HTML, Markdown and plain text.

Text is plain text in which `backticks` mark code. Everything is escaped; there are no scripts, no ids and
no meaning that is in the color alone.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

# The border's color repeats what the heading says in words. Okabe and Ito's palette, 2008: told apart by
# color-blind readers, and of enough contrast on JupyterLab's light and dark backgrounds.
BORDERS = {
    "passed": "#009E73",
    "partial": "#E69F00",
    "failed": "#D55E00",
    "unattempted": "#56B4E9",
    "notice": "#56B4E9",
}
CODE_STYLE = "white-space:pre-wrap;overflow-wrap:anywhere;background:transparent;color:inherit"
CELL_STYLE = 'style="text-align:left"'  # notebooks align cells to the right


@dataclass(frozen=True)
class Heading:
    """The first line; `tone` picks the border's color."""

    text: str
    tone: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True)
class Code:
    """Lines of code, under a caption if there is one."""

    text: str
    caption: str = ""


@dataclass(frozen=True)
class Items:
    """A list of texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Details:
    """A list that is folded away if the page can fold."""

    summary: str
    items: Items


@dataclass(frozen=True)
class Link:
    """Words that lead to `target`, a file beside the notebook."""

    text: str
    target: str


@dataclass(frozen=True)
class Sentence:
    """A paragraph that may hold links."""

    parts: tuple[str | Link, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells under headings; a cell is a text or a link."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]


Block = Heading | Paragraph | Code | Items | Details | Sentence | Table


class Rendered:
    """Something that shows itself, from its `blocks`, in a notebook, an editor and a terminal."""

    def blocks(self) -> list[Block]:
        """Return what there is to show."""
        raise TypeError(f"{type(self).__name__} does not say what to show: give it a method blocks()")

    def __repr__(self) -> str:
        return to_text(self.blocks())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        blocks = self.blocks()
        return {"text/html": to_html(blocks), "text/markdown": to_markdown(blocks), "text/plain": to_text(blocks)}


def quoted(text: object) -> str:
    """Return `text`, which may be a learner's, marked as code. Backticks and line ends in it are replaced."""
    return "`" + re.sub(r"\s*[\r\n]+\s*", " ", str(text)).replace("`", "'") + "`"


def to_text(blocks: list[Block]) -> str:
    """Return `blocks` as plain text."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Paragraph(text):
                lines.append(text)
            case Code(text, caption):
                lines += [f"{caption}:"] * bool(caption) + [f"    {line}" for line in text.splitlines()]
            case Items(texts):
                lines += [f"  - {text}" for text in texts]
            case Details(summary, items):
                lines += [f"{summary}:"] + [f"  - {text}" for text in items.texts]
            case Sentence(parts):
                lines.append("".join(map(_words, parts)))
            case Table(headings, rows):
                lines += aligned([headings, *([_words(cell) for cell in row] for row in rows)])
    return "\n".join(printable(line) for line in lines)


def to_markdown(blocks: list[Block]) -> str:
    """Return `blocks` as Markdown."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case Heading(text):
                parts.append(f"**{_markdown(text)}**")
            case Paragraph(text):
                parts.append(_markdown(text))
            case Code(text, caption):
                fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
                parts += [_markdown(caption) + ":"] * bool(caption)
                parts.append(f"{fence}python\n{text}\n{fence}")
            case Items(texts):
                parts.append("\n".join(f"- {_markdown(text)}" for text in texts))
            case Details(summary, items):
                parts.append(_markdown(summary) + ":")
                parts.append("\n".join(f"- {_markdown(text)}" for text in items.texts))
            case Sentence(pieces):
                parts.append("".join(map(_markdown_part, pieces)))
            case Table(headings, rows):
                lines = [headings, ["---"] * len(headings), *([_markdown_part(cell) for cell in row] for row in rows)]
                parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return printable("\n\n".join(parts))


def to_html(blocks: list[Block], heading: str = "") -> str:
    """Return `blocks` as HTML that follows the page's light or dark theme.

    Args:
        blocks: what to show.
        heading: the element that a heading becomes on a page of its own, for example "h3". Without one, a heading is a
            bold paragraph: inside a notebook, the outline is the author's.
    """
    tone = next((block.tone for block in blocks if isinstance(block, Heading)), "notice")
    inner = "".join(_html_block(block, heading) for block in blocks)
    return printable(f'<div style="border-left:4px solid {BORDERS[tone]};padding:2px 12px">{inner}</div>')


def _html_block(block: Block, heading: str = "") -> str:
    match block:
        case Heading(text) if heading:
            return f"<{heading}>{inline_html(text)}</{heading}>"
        case Heading(text):
            return f"<p><strong>{inline_html(text)}</strong></p>"
        case Paragraph(text):
            return f"<p>{inline_html(text)}</p>"
        case Code(text, caption):
            title = f"<p>{inline_html(caption)}:</p>" if caption else ""
            return f'{title}<pre style="{CODE_STYLE}"><code>{html.escape(text)}</code></pre>'
        case Items(texts):
            return "<ul>" + "".join(f"<li>{inline_html(text)}</li>" for text in texts) + "</ul>"
        case Details(summary, items):
            return f"<details><summary>{inline_html(summary)}</summary>{_html_block(items)}</details>"
        case Sentence(parts):
            return f"<p>{''.join(map(_html_part, parts))}</p>"
        case Table(headings, rows):
            head = "".join(f'<th scope="col" {CELL_STYLE}>{inline_html(text)}</th>' for text in headings)
            lines = ("".join(f"<td {CELL_STYLE}>{_html_part(cell)}</td>" for cell in row) for row in rows)
            body = "".join(f"<tr>{line}</tr>" for line in lines)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _words(part: str | Link) -> str:
    return part.text if isinstance(part, Link) else part


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 student, 2 students.

    Args:
        number: how many.
        noun: in the singular.
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def aligned(rows: Sequence[Sequence[str]], widest: int | None = None) -> list[str]:
    """Return the rows as lines, each column as wide as its longest cell.

    Args:
        rows: of as many cells each.
        widest: a cell of more characters moves its own row alone; None for no such cell.
    """
    widths = [
        max((len(cell) for cell in column if widest is None or len(cell) <= widest), default=0)
        for column in zip(*rows, strict=True)
    ]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _html_part(part: str | Link) -> str:
    if isinstance(part, Link):
        return f'<a href="{html.escape(part.target)}" style="text-decoration:underline">{inline_html(part.text)}</a>'
    return inline_html(part)


def _markdown_part(part: str | Link) -> str:
    return f"[{_markdown(part.text)}]({part.target})" if isinstance(part, Link) else _markdown(part)


def inline_html(text: str) -> str:
    """Return one line of text as HTML: escaped, with what stands in `backticks` as code."""
    pieces = [html.escape(piece) for piece in text.split("`")]
    for index in range(1, len(pieces), 2):
        pieces[index] = f'<code style="{CODE_STYLE};padding:0">{pieces[index]}</code>'
    return "".join(pieces)


def _markdown(text: str) -> str:
    pieces = text.split("`")
    for index, piece in enumerate(pieces):
        pieces[index] = f"`{piece}`" if index % 2 else re.sub(r"([\\*_\[\]<>#|&~$])", r"\\\1", piece)
    return "".join(pieces)


UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Replace control characters, which could rewrite a terminal or turn a line around, and lone surrogates."""
    return UNPRINTABLE.sub("\ufffd", text)


def on_one_line(text: str) -> str:
    """Return a text with a foreign name in it as one line that can be printed, however many it would make."""
    return printable(text).replace("\n", "\ufffd").replace("\t", "\ufffd")
