#!/bin/sh
# Makes the studies of quantizations.md: quantized files of the demo's final dense model, what their distributions
# are off, and their scores. Needs llama-quantize (llama.cpp) and a built ./assay; run it at the root of the repository.
set -e
demo=harness/src/main/resources/assay/harness/demo
out=${1:-quantizations}
mkdir -p "$out"
cp "$demo/models/dense-final-f16.gguf" "$out/F16.gguf"
for type in Q8_0 Q5_0 Q4_0 Q2_0 Q1_0; do
  llama-quantize "$out/F16.gguf" "$out/$type.gguf" "$type"
  ./assay engine divergence --reference "$out/F16.gguf" --store "$out/F16.logits" --model "$out/$type.gguf" \
    --text docs/example/world.txt --parse-special --window 256 --json > "$out/$type.json"
done
for type in F16 Q8_0 Q5_0 Q4_0 Q2_0 Q1_0; do
  ./assay run --suite mmlu-pro --protocol mmlu-pro/official-local-0shot --data "$demo/suites/multiple-choice.jsonl" \
    --model "$out/$type.gguf" --out "$out/runs/choice-$type"
  ./assay run --suite math-500 --protocol math-500/qwen2.5-math --data "$demo/suites/math.jsonl" \
    --model "$out/$type.gguf" --out "$out/runs/math-$type"
done
./assay report "$out"/runs/* --divergence "$out/Q8_0.json" --divergence "$out/Q5_0.json" --divergence "$out/Q4_0.json" \
  --divergence "$out/Q2_0.json" --divergence "$out/Q1_0.json" --out "$out/report"
