#!/usr/bin/env bash
# Makes the virtual environments of clients that assay serve is checked with, and prints their folder.
#
#   venv.sh openai    # the openai package
#   venv.sh harness   # lm-evaluation-harness and inspect_ai
#
# RealClientsTest says that it is skipped where one is missing; CI makes both.
#
# They are kept ($ASSAY_SERVE_CLIENTS, else ~/.cache/assay/serve-clients) until the file of versions changes.
set -eu
which=${1:?openai or harness}
versions="$(cd "$(dirname "$0")" && pwd)/$which.txt"
folder="${ASSAY_SERVE_CLIENTS:-$HOME/.cache/assay/serve-clients}/$which"
if ! cmp -s "$versions" "$folder/versions.txt"; then
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$versions"
  cp "$versions" "$folder/versions.txt"
fi
echo "$folder"
