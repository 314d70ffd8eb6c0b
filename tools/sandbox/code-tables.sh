#!/usr/bin/env bash
# Tries every attack and every program with a known verdict on each backend of this machine, and writes the
# tables of scorers/SANDBOX.md.
#
#   tools/sandbox/code-tables.sh            all backends: the engines that this folder's start-engine.sh
#                                           started (or DOCKER_HOST), bubblewrap, namespaces
#
# Takes several minutes a backend. A backend that this machine does not have gets no column.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

column() { # column NAME BACKEND [DOCKER_HOST]
  DOCKER_HOST=${3:-} mvn -B -q -o -pl scorers -am test -Dtest=CodeTablesRun -Dsurefire.failIfNoSpecifiedTests=false \
    -Dassay.table.backend="$2" -Dassay.table.out="$work/$1.tsv" >&2 || rm -f "$work/$1.tsv"
}

if [ -n "${DOCKER_HOST:-}" ]; then
  column engine DOCKER "$DOCKER_HOST"
else
  for engine in docker podman; do
    host=$(ENGINE=$engine tools/sandbox/start-engine.sh status 2>/dev/null | sed -n 's/.* at //p')
    case $host in unix://*) ENGINE=$engine tools/sandbox/start-engine.sh status >/dev/null 2>&1 && column "$engine" DOCKER "$host" ;; esac
  done
fi
column bubblewrap BWRAP
column namespaces NAMESPACES
python3 tools/sandbox/code_tables.py "$work" > scorers/SANDBOX.md
