"""The figures as they are, with floors under them, as lines of `test_floors.py`: python -m tests.quality"""

import sys

from tests.quality.measures import measure
from tests.quality.reading import read_corpus

#: How far a floor stands under its figure.
UNDER = 0.03

if __name__ == "__main__":
    for name, value in measure(read_corpus()).items():
        sys.stdout.write(f'    "{name}": ({value:.3f}, {max(0.0, value - UNDER):.2f}),\n')
