"""Puts the columns that CodeTablesRun wrote for each backend into the tables of scorers/SANDBOX.md.

Usage: python3 tools/sandbox/code_tables.py FOLDER > scorers/SANDBOX.md
"""

import pathlib
import sys


def read(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


def table(columns, kind, title):
    names = []
    for column in columns.values():
        names += [name for name in column if name.startswith(kind) and name not in names]
    print("| %s | %s |" % (title, " | ".join(columns)))
    print("|---" * (len(columns) + 1) + "|")
    for name in names:
        cells = [column.get(name, "-") for column in columns.values()]
        print("| %s | %s |" % (name[len(kind) :], " | ".join(cells)))
    print()
    return names


def main():
    folder = pathlib.Path(sys.argv[1])
    columns = {path.stem: read(path) for path in sorted(folder.glob("*.tsv"))}
    columns = {name: column for name, column in columns.items() if column}
    print("# The sandbox, backend by backend\n")
    print("Made by the classes that `tools/sandbox/code-tables.sh` runs; do not edit. Every cell was tried:\n")
    for name, column in columns.items():
        print("- **%s**: %s" % (name, column["backend"]))
    print("\n## Attacks\n")
    print("What is tried is in `Attack.java` and `CompilerAttack.java`; how it ended stands behind the verdict.\n")
    attacks = table(columns, "attack: ", "attack")
    for name, column in columns.items():
        contained = sum("contained (" in column.get(attack, "") for attack in attacks)
        print("- %s: %d of %d contained" % (name, contained, len(attacks)))
    print("\n## Known verdicts\n")
    print("Programs that got the verdict which is recorded, or must be:\n")
    table(columns, "verdicts: ", "programs")


main()
