#!/bin/bash
# Measures four small models that differ in their attention alone, and has a report show the rates beside the bytes:
#   docs/example/attention.sh RUN
# RUN is the folder of any run, since a report is of runs; python3 needs numpy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=$(mktemp -d)
python3 "$root/tools/bench/attention_shapes.py" "$work"
speeds=()
for model in full windowed latent linear; do
  "$root/assay" bench --model "$work/$model" --sequences 1 --depth 1024,32768,131072 \
    --prompt 256 --generate 64 --repeats 9 --kv-memory 2048 --threads 2 --json > "$work/$model.speed.json"
  speeds+=(--speed "$work/$model.speed.json")
done
"$root/assay" report "$1" "${speeds[@]}" --out "$work/report"
