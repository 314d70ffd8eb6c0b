#!/bin/sh
# Makes the pictures of report pages in docs/: what a reader sees first of the demo, of the eight recorded MMLU-Pro runs, and of a sweep.
#
#   tools/pages/pictures.sh                      all three
#   tools/pages/pictures.sh demo recorded        some of them
#   PLAN=my.yaml tools/pages/pictures.sh sweep   another plan; its paths begin where the command runs
#
# Needed: Chromium, python3 with the standard library, and for `recorded` the folder ../shared beside the repository. Runs are kept in WORK (default: a
# folder of /tmp) and are not made again; delete it to start anew. Look at the pictures before you commit them.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=${WORK:-/tmp/assay-pictures}
chromium=${CHROMIUM:-chromium}
assay=${ASSAY:-$root/assay}
limit=300000
mkdir -p "$work"

# Photographs the top of a page: name, report's folder, height in pixels.
picture() {
  file="$root/docs/report-$1.png"
  "$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=5000 \
    --window-size=1280,"$3" --screenshot="$file" "file://$2/report.html" >/dev/null 2>&1
  bytes=$(wc -c <"$file")
  [ "$bytes" -lt "$limit" ] || { echo "$file: $bytes bytes, expected less than $limit" >&2; exit 1; }
  echo "$file: $bytes bytes"
}

demo() {
  [ -d "$work/demo/report" ] || "$assay" demo --out "$work/demo"
  # shellcheck disable=SC2046
  "$assay" report $(runs "$work/demo") --out "$work/demo-report" >/dev/null
  picture demo "$work/demo-report" 900
}

# Lists the folders of runs below a folder.
runs() {
  for each in "$1"/*/; do
    [ -f "$each/records.jsonl" ] && printf '%s ' "${each%/}"
  done
}

# Every eighth question, which all eight recordings have.
recorded() {
  data=$root/../shared/data/mmlu_pro
  python3 - "$data" "$work/questions.jsonl" <<'PYTHON'
import json, sys
folder, out = sys.argv[1:]
with open(folder + "/outputs_Meta-Llama-3-8B.sub8.jsonl") as some:
    ids = {json.loads(line)["question_id"] for line in some}
with open(folder + "/questions.jsonl") as questions, open(out, "w") as kept:
    kept.writelines(line for line in questions if json.loads(line)["question_id"] in ids)
PYTHON
  set --
  for name in gemini-1.5-flash-002.sub8.jsonl Qwen1.5-110B.full.jsonl.gz Mixtral-8x7B-v0.1.full.jsonl.gz \
    Phi-3-mini-4k-instruct.sub8.jsonl Llama-2-70b-hf.full.jsonl.gz Meta-Llama-3-8B.sub8.jsonl \
    Mistral-7B-v0.1.full.jsonl.gz Qwen1.5-7B-Chat.sub8.jsonl; do
    run=$work/recorded/${name%.*.jsonl*}
    [ -d "$run" ] || "$assay" run --suite mmlu-pro --data "$work/questions.jsonl" --shots "$data/validation_cot_reconstructed.jsonl" \
      --model "recorded:$data/outputs_$name" --out "$run" --quiet >/dev/null
    set -- "$@" "$run"
  done
  "$assay" report "$@" --out "$work/recorded-report" >/dev/null
  picture recorded "$work/recorded-report" 1150
}

sweep() {
  [ -d "$work/demo/report" ] || "$assay" demo --out "$work/demo"
  (cd "$work" && "$assay" sweep "${PLAN:-$root/tools/pages/sweep.yaml}" --out sweep --quiet >/dev/null)
  # shellcheck disable=SC2046
  "$assay" report $(runs "$work/sweep") --out "$work/sweep-report" >/dev/null
  picture sweep "$work/sweep-report" 1150
}

[ $# -gt 0 ] || set -- demo recorded sweep
for each in "$@"; do
  case $each in
    demo | recorded | sweep) "$each" ;;
    *) echo "pictures.sh: $each: expected demo, recorded or sweep" >&2; exit 2 ;;
  esac
done
