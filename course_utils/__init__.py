"""What the notebooks of the ReLU course import.

Importing this package is cheap: it loads neither torch, tensorflow nor matplotlib.
"""

__version__ = "0.1.0"
