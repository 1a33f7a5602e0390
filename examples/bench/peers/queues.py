"""The table "per queue" of one queue log, by four programs: PROGRAM CALLS. What `queues` runs.

Each reads the file, joins each call's entry with its end, and gives calls offered, answered, abandoned, the answered in 20 s
of the answered and abandoned, and the mean wait of the answered. The peers have the tables of a log without odd lines:
one entry and one end of each call in a queue.
"""

import os
import random
import subprocess
import sys
import tempfile
import time

import duckdb
import pandas
import polars

program, calls = sys.argv[1], int(sys.argv[2])
NAMES = [f"c{n}" for n in range(8)]


def log(path: str) -> int:
    dice, lines = random.Random(1), []
    for call in range(calls):
        at, queue = 1793491200 + call * 5, dice.choice(["support", "orders", "night", "sales", "billing"])
        wait, agent = dice.randrange(90), f"Agent {dice.randrange(40)}"
        begin = f"{at}.{call}|{queue}"
        lines.append((at, f"{begin}|NONE|ENTERQUEUE||06{dice.randrange(10**8):08}|1"))
        if dice.random() < 0.15:
            lines.append((at + wait, f"{begin}|NONE|ABANDON|1|1|{wait}"))
            continue
        if dice.random() < 0.3:
            lines.append((at + wait // 2, f"{begin}|{agent}|RINGNOANSWER|15000"))
        talk = dice.randrange(300)
        lines.append((at + wait, f"{begin}|{agent}|CONNECT|{wait}|{at}.9|4"))
        lines.append((at + wait + talk, f"{begin}|{agent}|COMPLETECALLER|{wait}|{talk}|1"))
    lines.sort(key=lambda line: line[0])
    with open(path, "w") as file:
        file.writelines(f"{at}|{line}\n" for at, line in lines)
    return len(lines)


def row(queue, offered, answered, abandoned, in_time, waited):
    both = answered + abandoned
    tenths = (2000 * in_time + both) // (2 * both)
    mean = (2 * waited * 1000 + answered) // (2 * answered)
    return (queue, offered, answered, abandoned, f"{tenths // 10}.{tenths % 10}", mean)


def with_duckdb(path):
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in NAMES)
    found = duckdb.sql(f"""
        WITH line AS (SELECT * FROM read_csv('{path}', delim='|', header=false, quote='', escape='', null_padding=true,
                                             auto_detect=false, columns={{{columns}}})),
        visit AS (
            SELECT c1, c2, max(CASE WHEN c4 = 'CONNECT' THEN c5::INT END) AS answered,
                   max(CASE WHEN c4 = 'ABANDON' THEN c7::INT END) AS abandoned
            FROM line WHERE c4 IN ('ENTERQUEUE', 'CONNECT', 'ABANDON') GROUP BY c1, c2)
        SELECT c2, count(*), count(answered), count(abandoned),
               count(*) FILTER (answered <= 20), sum(answered) FROM visit GROUP BY c2 ORDER BY c2""").fetchall()
    return [row(queue, *map(int, figures)) for queue, *figures in found]


def with_polars(path):
    schema = {name: polars.String for name in NAMES}
    event, wait = polars.col("c4"), lambda column: polars.col(column).cast(polars.Int64, strict=False)
    visits = (
        polars.scan_csv(path, separator="|", has_header=False, quote_char=None, schema=schema, truncate_ragged_lines=True)
        .filter(event.is_in(["ENTERQUEUE", "CONNECT", "ABANDON"]))
        .group_by("c1", "c2")
        .agg(
            answered=polars.when(event == "CONNECT").then(wait("c5")).max(),
            abandoned=polars.when(event == "ABANDON").then(wait("c7")).max(),
        )
    )
    answered = polars.col("answered")
    found = (
        visits.group_by("c2")
        .agg(
            offered=polars.len(),
            taken=answered.count(),
            lost=polars.col("abandoned").count(),
            in_time=(answered <= 20).sum(),
            waited=answered.sum(),
        )
        .sort("c2")
        .collect()
    )
    return [row(*figures) for figures in found.rows()]


def with_pandas(path):
    lines = pandas.read_csv(path, sep="|", header=None, names=NAMES, quoting=3, dtype=str)
    lines = lines[lines["c4"].isin(["ENTERQUEUE", "CONNECT", "ABANDON"])]
    lines = lines.assign(
        answered=pandas.to_numeric(lines["c5"].where(lines["c4"] == "CONNECT")),
        abandoned=pandas.to_numeric(lines["c7"].where(lines["c4"] == "ABANDON")),
    )
    visits = lines.groupby(["c1", "c2"], sort=False)[["answered", "abandoned"]].max()
    visits["in_time"] = visits["answered"] <= 20
    found = visits.groupby("c2").agg(
        offered=("in_time", "size"),
        taken=("answered", "count"),
        lost=("abandoned", "count"),
        in_time=("in_time", "sum"),
        waited=("answered", "sum"),
    )
    return [row(queue, *(int(figure) for figure in figures)) for queue, *figures in found.itertuples()]


def with_ours(path):
    done = subprocess.run([program, path, "UTC"], check=True, capture_output=True, text=True)
    cells = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    return [(queue, int(a), int(b), int(c), level, int(mean)) for queue, a, b, c, level, mean in cells]


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "queue_log")
    lines = log(path)
    print(f"{lines} lines, {os.path.getsize(path) >> 20} MiB, load average {os.getloadavg()[0]:.1f}")
    sides = {
        "switchhook-portal-core, one thread, with the start of the program": with_ours,
        f"DuckDB {duckdb.__version__}": with_duckdb,
        f"Polars {polars.__version__}": with_polars,
        f"pandas {pandas.__version__}": with_pandas,
    }
    tables = {}
    for name, side in sides.items():
        best = None
        for _ in range(3):
            begun = time.perf_counter()
            tables[name] = side(path)
            took = time.perf_counter() - begun
            best = took if best is None else min(best, took)
        print(f"{name}: {best * 1000:.0f} ms, {lines / best / 1e6:.2f} million lines/s")
    ours = next(iter(tables.values()))
    for name, table in tables.items():
        if table != ours:
            sys.exit(f"{name} differs:\n{table}\n{ours}")
    print("ok: all sides come to the same table")
