"""What did each extension's calls cost? Rates Asterisk's Master.csv and adds up by caller.

$ python rate_cdrs.py tariff Master.csv
101: 1 call, 177.65 XPF
102: 2 calls, 0 XPF
  2011-12-19 11:30:09 to 0033123456789: unmatched
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from decimal import Decimal

import switchhook

# Columns of cdr_csv: see the comments in Asterisk's cdr.conf.
SRC, DST, START, ANSWER, BILLSEC = 1, 2, 9, 10, 13


def main(tariff: str, cdr_file: str) -> None:
    book = switchhook.Book.load(tariff)
    for line in book.rejected:
        print(f"deck: {line}", file=sys.stderr)
    with open(cdr_file, encoding="utf-8", errors="replace", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > BILLSEC]
    outcomes = book.rate_all((row[DST], row[ANSWER] or row[START], int(row[BILLSEC])) for row in rows)

    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    counts: defaultdict[str, int] = defaultdict(int)
    open_questions: defaultdict[str, list[str]] = defaultdict(list)
    for row, outcome in zip(rows, outcomes):
        counts[row[SRC]] += 1
        if isinstance(outcome, (switchhook.Rated, switchhook.Free)):
            totals[row[SRC]] += outcome.charge.after_tax
        elif not isinstance(outcome, switchhook.NotAnswered):
            open_questions[row[SRC]].append(f"  {row[ANSWER]} to {row[DST]}: {outcome.status}")
    for caller in sorted(counts):
        plural = "" if counts[caller] == 1 else "s"
        print(f"{caller}: {counts[caller]} call{plural}, {totals[caller]} {book.currency}")
        for question in open_questions[caller]:
            print(question)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("which tariff, and which calls? python rate_cdrs.py FOLDER Master.csv")
    main(*sys.argv[1:])
