# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes types-fits.vot and types-bits.vot with astropy, whose encoder is not ours.

python3 make_binary.py FOLDER
"""

import base64
import io
import re
import sys

import numpy as np
from astropy.io import fits
from astropy.io.votable.tree import Field, Resource, Table, VOTableFile


def bits_document():
    votable = VOTableFile(version="1.3")
    resource = Resource()
    votable.resources.append(resource)
    table = Table(votable, name="bits")
    resource.tables.append(table)
    table.fields.extend([Field(votable, name="one", datatype="bit"),
                         Field(votable, name="eleven", datatype="bit", arraysize="11"),
                         Field(votable, name="complex", datatype="doubleComplex"),
                         Field(votable, name="after", datatype="short")])
    table.create_arrays(2)
    table.array[0] = (True, [1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1], 0.5 - 2j, 258)
    table.array[1] = (False, [0] * 10 + [1], 1e300j, -2)
    out = io.BytesIO()
    votable.to_xml(out, tabledata_format="binary2")
    # what depends on the writing program's version
    return re.sub(rb"<!--.*?-->\s*", b"", out.getvalue(), flags=re.S)


def fits_document():
    columns = [
        fits.Column("flag", "L", array=np.array([True, False, True])),
        fits.Column("bits", "11X", array=np.array([[1, 0] * 5 + [1], [0] * 11, [1] * 11], bool)),
        fits.Column("byte", "B", array=np.array([0, 127, 255], np.uint8)),
        fits.Column("short", "I", null=-99, array=np.array([1, -99, 3], np.int16)),
        fits.Column("ushort", "I", bzero=32768, array=np.array([0, 40000, 65535], np.uint16)),
        fits.Column("uint", "J", bzero=2**31, array=np.array([0, 1, 2**32 - 1], np.uint32)),
        fits.Column("long", "K", array=np.array([2**53 + 1, -1, 0], np.int64)),
        fits.Column("scaled", "I", array=np.array([1, 2, -32], np.int16)),
        fits.Column("float", "E", array=np.array([0.1, np.nan, -np.inf], np.float32)),
        fits.Column("double", "2D", array=np.array([[0.1, 2], [3, 4], [5, 6]])),
        fits.Column("complex", "C", array=np.array([1 + 2j, 0, -1j], np.complex64)),
        fits.Column("text", "8A", array=np.array(["alpha", "be ta", ""])),
        fits.Column("list", "PJ()", array=np.array([[1, 2, 3], [], [4]], dtype=object)),
        fits.Column("wide", "QD()", array=np.array([[0.5], [1.5, 2.5], []], dtype=object)),
    ]
    hdus = fits.HDUList([fits.PrimaryHDU(np.zeros(7, np.int16)),
                         fits.BinTableHDU.from_columns(columns)])
    # astropy cannot write such a column from memory: stored 1, 2, -32 mean 10.5, 11, -6
    hdus[1].header["XSCALE"] = 0.5
    hdus[1].header["XZERO"] = 10.0
    out = io.BytesIO()
    hdus.writeto(out)
    content = out.getvalue().replace(b"XSCALE  =", b"TSCAL8  =").replace(b"XZERO   =", b"TZERO8  =")
    names = "".join(f'<FIELD name="{c.name}" datatype="int"/>\n' for c in columns)
    return (b'<?xml version="1.0"?>\n<VOTABLE version="1.3">\n<RESOURCE type="results">\n<TABLE>\n'
            + names.encode() + b'<DATA><FITS><STREAM encoding="base64">\n'
            + base64.encodebytes(content)
            + b"</STREAM></FITS></DATA>\n</TABLE>\n</RESOURCE>\n</VOTABLE>\n")


folder = sys.argv[1]
open(f"{folder}/types-bits.vot", "wb").write(bits_document())
open(f"{folder}/types-fits.vot", "wb").write(fits_document())
