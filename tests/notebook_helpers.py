"""What several tests do with notebooks."""

from course_utils.notebook_files import exercise_id


def stub_cells(notebook):
    """Return the stub cells of a notebook by the ids of their exercises."""
    return {found: cell for cell in notebook.cells if (found := exercise_id(cell))}
