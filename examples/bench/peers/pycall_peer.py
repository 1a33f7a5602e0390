"""Puts files into a spool of its own with pycall, and says how many it did a second.

pycall waits for no disk: after a crash of the machine its files may be empty or gone.
"""

import datetime
import os
import pathlib
import sys
import tempfile
import time

from pycall import Call, CallFile, Context

files = int(sys.argv[1])
due = datetime.datetime(2096, 10, 2)
with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
    outgoing, made = (str(pathlib.Path(folder, name)) for name in ("outgoing", "tmp"))
    os.mkdir(outgoing)
    os.mkdir(made)
    call = Call("PJSIP/100", callerid='"Fire alarm" <200>', wait_time=20, variables={"ROOM": "cellar"})
    target = Context("internal", "200", "1")

    begun = time.perf_counter()
    for number in range(files):
        CallFile(call, target, filename=f"call-{number}.call", tempdir=made, spool_dir=outgoing).contents
    printed = time.perf_counter() - begun

    begun = time.perf_counter()
    for number in range(files):
        CallFile(call, target, filename=f"call-{number}.call", tempdir=made, spool_dir=outgoing).spool(due)
    spooled = time.perf_counter() - begun
    assert len(os.listdir(outgoing)) == files
    print(f"| pycall: print | {files / printed:.0f} |")
    print(f"| pycall: spool, never written out to the disk | {files / spooled:.0f} |")
