"""A table with a caption and real header cells, as HTML and as plain text."""

import html
from collections.abc import Sequence

LEFT = 'style="text-align:left"'  # notebooks align cells to the right


class Table:
    """Rows of text under a header. The first cell of a row names the row."""

    def __init__(self, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Keep the texts.

        Args:
            caption: what the table shows.
            header: one text a column.
            rows: as many texts in each.

        Raises:
            ValueError: a row is not as long as the header.
        """
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"a row of {len(row)} cells under a header of {len(header)}: {row}")
        self.caption = caption
        self.header = tuple(header)
        self.rows = tuple(tuple(row) for row in rows)

    def __repr__(self) -> str:
        lines = (self.header, *self.rows)
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.header))]
        texts = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join([self.caption, *(text.rstrip() for text in texts)])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col" {LEFT}>{html.escape(cell)}</th>' for cell in self.header)
        body = "".join(
            f'<tr><th scope="row" {LEFT}>{html.escape(row[0])}</th>'
            + "".join(f"<td {LEFT}>{html.escape(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in self.rows
        )
        return (
            f"<table><caption>{html.escape(self.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
