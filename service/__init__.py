"""storyfold: folds a stream of news articles into one merged, dated, sourced timeline per story."""

import os

__version__ = "0.1.0"

# Matrices of one story are small: threads of numpy's BLAS only wait for each other, and take a third more CPU time.
# It reads this when numpy is first imported; a process shares its cores with others of its kind.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
