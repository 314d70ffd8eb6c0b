"""Reads what `assay export --format parquet` wrote with DuckDB, pandas (pyarrow) and fastparquet: check_parquet.py TABLES RUN.

Ids, completions and verdicts of every attempt are held against the run's records, in each of the three. See README.md beside this file.
"""

import json
import pathlib
import re
import sys

import duckdb
import fastparquet
import pandas
import pyarrow.parquet

HALF = re.compile("[\ud800-\udfff]")


def whole(text):
    """Half surrogate pairs stand as their names, as no UTF-8 has them."""
    return None if text is None else HALF.sub(lambda half: f"<U+{ord(half.group()):04X}>", text)


def records(run):
    """The last record of each attempt, in the order of their first lines."""
    found = {}
    for line in (run / "records.jsonl").open(encoding="utf-8"):
        record = json.loads(line)["record"]
        found[record["sample"]["id"], record["attempt"]] = record
    return list(found.values())


def expected(record):
    text = record["outcome"].get("text")
    row = {
        "sample_id": record["sample"]["id"],
        "index": record["index"],
        "attempt": record["attempt"],
        "completion": whole(text),
    }
    for name, score in record["scores"].items():
        verdict = score["verdict"]
        row["verdict:" + name] = verdict
        row["correct:" + name] = None if verdict == "not-measured" else verdict == "correct"
    return row


def none(value):
    return None if value is None or value is pandas.NA or (isinstance(value, float) and value != value) else value


def check(reader, rows, wanted):
    assert len(rows) == len(wanted), (reader, len(rows), len(wanted))
    by_key = {(row["sample_id"], int(row["attempt"])): row for row in rows}
    for want in wanted:
        row = by_key[want["sample_id"], want["attempt"]]
        for name, value in want.items():
            assert none(row[name]) == value, (reader, name, row[name], value)
    print(f"{reader}: {len(rows)} rows, {len(wanted[0])} columns compared, all equal")


def main(tables, run):
    wanted = [expected(record) for record in records(run)]
    attempts, samples = str(tables / "attempts.parquet"), str(tables / "samples.parquet")
    table = duckdb.sql(f"select * from '{attempts}'")
    check("duckdb " + duckdb.__version__, [dict(zip(table.columns, row)) for row in table.fetchall()], wanted)
    check("pandas " + pandas.__version__, pandas.read_parquet(attempts, engine="pyarrow").astype(object).to_dict("records"), wanted)
    check("fastparquet " + fastparquet.__version__, fastparquet.ParquetFile(attempts).to_pandas().astype(object).to_dict("records"), wanted)
    joined = duckdb.sql(
        f"select count(*), sum(s.correct), sum(s.attempts) from '{samples}' s where s.sample_id in (select sample_id from '{attempts}')").fetchall()[0]
    own = next(name for name in wanted[0] if name.startswith("correct:"))
    assert joined[0] == len({want["sample_id"] for want in wanted})
    assert joined[1] == sum(bool(want[own]) for want in wanted)
    assert joined[2] == len(wanted)
    print("samples:", joined, pyarrow.parquet.read_metadata(samples).metadata)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
