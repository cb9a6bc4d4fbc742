"""The command line; at its end, the names of all modules that its process has loaded.

python -m tests.scenarios.loaded run
"""

from __future__ import annotations

import sys

from bot.cli import main

if __name__ == "__main__":
    try:
        main()
    finally:
        sys.stdout.write(" ".join(sorted(sys.modules)) + "\n")
