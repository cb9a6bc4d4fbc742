#!/usr/bin/env bash
# red-dwarf 0.4.0 (Polis's mathematics in Python): `reddwarf.utils.stats.two_prop_test` adds its smoothing of 1 to the
# caller's own arrays of successes, not to copies. Asked twice with the same arrays it answers twice differently, and the
# counts of votes that were handed over are one too high afterwards; plain numbers and lists are left alone. (Inside the
# library nothing reads them again, so its own figures are right.)
# Seen for 3 of 4 in the group and 1 of 9 outside it, as numpy arrays: 2.2361, then 2.5617; the counts are 5 and 3 then.
# As numbers: 2.2361 both times.
# Guessed before: a pure function; the same answer each time, the arrays as they were.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install -q red-dwarf==0.4.0
"$folder/env/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from reddwarf.utils.stats import two_prop_test

inside, outside = np.array([3]), np.array([1])
voted_inside, voted_outside = np.array([4]), np.array([9])
first = two_prop_test(inside, outside, voted_inside, voted_outside)[0]
second = two_prop_test(inside, outside, voted_inside, voted_outside)[0]
print(f"arrays: {first:.4f}, then {second:.4f}; the counts afterwards: {inside[0]} and {outside[0]}")
numbers = [float(two_prop_test(3, 1, 4, 9)) for _ in range(2)]
print(f"numbers: {numbers[0]:.4f}, then {numbers[1]:.4f}")

assert round(first, 4) == round(numbers[0], 4) == round(numbers[1], 4) == 2.2361
assert round(second, 4) == 2.5617
assert (inside[0], outside[0], voted_inside[0], voted_outside[0]) == (5, 3, 4, 9)
PYTHON
