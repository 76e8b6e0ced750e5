# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that astropy reads the table of test::everyDatatype() as it was meant.

Usage: checkvotable.py FILE TABLEDATA|BINARY|BINARY2
"""
import sys
import warnings

import numpy as np
from astropy.io.votable import parse

warnings.simplefilter("ignore")  # astropy warns of non-ASCII text in every char column

EXPECTED = {
    "flag": True,
    "bits": [True, False, True, False, False, False, False, False, False, True],
    "byte": np.uint8(200),
    "short": np.int16(-5),
    "int": np.int32(70000),
    "long": np.int64(9007199254740993),
    "text": "HE0040",
    "unicode": "αβ😀",
    "float": np.float32(0.1),
    "double": np.float64(0.1),
    "floatcomplex": np.complex64(1 - 2j),
    "doublecomplex": np.complex128(0.5 + 3j),
    "pair": [1.5, 2.5],
    "list": [1, 2, 3],
}
TEXT = ("text", "unicode")  # astropy 5.2 reads a null text as an empty one


def check(condition, *what):
    if not condition:
        print(*what)
        sys.exit(1)


def is_null(array, name):
    if name in TEXT:
        return array[name][1] == ""
    if name == "list":
        return len(array[name][1]) == 0
    return bool(np.all(array.mask[name][1]))


path, serialization = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    check(f"<{serialization}>" in file.read(), "other serialization")
array = parse(path).get_first_table().array
check(len(array) == 2, "rows:", len(array))
check(list(array.dtype.names) == list(EXPECTED), "columns:", array.dtype.names)
for name, expected in EXPECTED.items():
    value = array[name][0]
    if isinstance(expected, np.generic):
        check(array.dtype[name] == expected.dtype, name, "has type", array.dtype[name])
    check(np.array_equal(value, expected), name, "is", repr(value))
    check(not np.any(array.mask[name][0]), name, "is null")
    check(is_null(array, name), name, "is no null:", repr(array[name][1]))
