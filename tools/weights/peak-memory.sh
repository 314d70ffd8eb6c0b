#!/usr/bin/env bash
# Prints peak resident memory (VmHWM, MiB) and file size (MiB) of opening each golden model and generating 16 tokens from 96, in a heap of 64 MiB.
# Usage: tools/weights/peak-memory.sh FOLDER   (as ../shared/data/golden; the program has to be built: ./assay --help)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
for model in "$1"/*.gguf; do
  tokens=$(sed -n 's/.*"prompt": \[\(.*\)\].*/\1/p' "${model%.gguf}.json" | tr -d ' ')
  peak=$(mktemp)
  /usr/bin/env python3 - "$root" "$model" "$tokens" <<'PY' >"$peak"
import resource, subprocess, sys
root, model, tokens = sys.argv[1:]
subprocess.run([root + "/assay", "engine", "generate", "--model", model, "--tokens", tokens, "--max-tokens", "16", "--ignore-eos"],
               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"ASSAY_JAVA_OPTS": "-Xmx64m", "PATH": "/usr/bin:/bin"})
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
PY
  printf '%s %s MiB peak, file %s KiB\n' "$(basename "$model")" "$(cat "$peak")" "$(($(stat -c %s "$model") / 1024))"
  rm -f "$peak"
done
