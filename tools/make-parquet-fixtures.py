#!/usr/bin/env python3
"""Writes the project's multiple-choice suite as Parquet, with exactly the schema of MMLU-Pro.

The files are test fixtures: rows read from them must equal the rows of the JSON Lines file.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install pyarrow
    /tmp/venv/bin/python tools/make-parquet-fixtures.py

Written with pyarrow 26.0.1; never needed to build, test or run.
"""

import json
import pathlib

import pyarrow
import pyarrow.parquet

TASKS = pathlib.Path(__file__).resolve().parent.parent / "tasks/src"
SOURCE = TASKS / "test/resources/assay/tasks/demo/multiple-choice.jsonl"
TARGET = TASKS / "test/resources/assay/tasks/format"
SCHEMA = pyarrow.schema(
    [
        ("question_id", pyarrow.int64()),
        ("question", pyarrow.string()),
        ("options", pyarrow.list_(pyarrow.string())),
        ("answer", pyarrow.string()),
        ("answer_index", pyarrow.int64()),
        ("cot_content", pyarrow.string()),
        ("category", pyarrow.string()),
        ("src", pyarrow.string()),
    ]
)


def write(table, name, codec):
    pyarrow.parquet.write_table(table, TARGET / name, compression=codec, row_group_size=16)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in SOURCE.read_text().splitlines()]
    table = pyarrow.Table.from_pylist(rows, schema=SCHEMA)
    write(table, "multiple-choice.snappy.parquet", "snappy")
    write(table, "multiple-choice.zstd.parquet", "zstd")
    not_utf8 = pyarrow.array([b"fine", b"\xff"], type=pyarrow.binary())
    text = pyarrow.Array.from_buffers(pyarrow.string(), 2, not_utf8.buffers())
    damaged = rows[:2]
    table = pyarrow.Table.from_pylist(damaged, schema=SCHEMA)
    table = table.set_column(1, "question", text)
    write(table, "not-utf8.parquet", "snappy")


if __name__ == "__main__":
    main()
