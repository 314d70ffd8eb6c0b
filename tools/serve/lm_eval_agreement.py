#!/usr/bin/env python3
"""Holds lm-evaluation-harness through `assay serve` against itself with Transformers, on the same weights.

  lm_eval_agreement.py --checkpoint FOLDER [--characters]      # a checkpoint of Hugging Face
  lm_eval_agreement.py --gguf SmolLM2-135M-Instruct.Q4_1.gguf  # expanded to F32 for both sides

A task of multiple choice that this script writes is scored by `--model hf` (F32) and by `--model
local-completions`, with the tokens of Transformers' tokenizer and again with those that the server
tells (`/tokenize`). Every request's log-likelihood has to agree within --tolerance, and the scores
have to be equal. With --characters the folder gets a tokenizer of single characters, as the tiny
checkpoints of tools/golden have none. Run it by the Python of an environment with the packages of
harness.txt and of reference.txt; `./assay` has to be built.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
TASK = """task: assay_choice
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
output_type: multiple_choice
doc_to_text: "Question: {{question}}\\nAnswer:"
doc_to_choice: "{{choices}}"
doc_to_target: "{{answer}}"
metric_list: [{metric: acc, aggregation: mean, higher_is_better: true}, {metric: acc_norm, aggregation: mean, higher_is_better: true}]
"""


def questions(count):
    """Sums and capitals, some with letters that are no ASCII, in an order that does not change."""
    chance, capitals = random.Random(14), [("France", "Paris"), ("Italy", "Rome"), ("Japan", "Tokyo"), ("Egypt", "Cairo"), ("Peru", "Lima")]
    for i in range(count):
        if i % 2:
            land, city = chance.choice(capitals)
            choices = [city, *chance.sample([c for _, c in capitals if c != city], 3)]
            question = "What is the capital of %s?" % land
        else:
            a, b = chance.randrange(2, 60), chance.randrange(2, 60)
            choices = [str(a + b), str(a + b + 1), str(a + b - 10), str(2 * a + b)]
            question = "What is %d plus %d?" % (a, b)
        right = choices[0]
        chance.shuffle(choices)
        yield {"question": question, "choices": choices, "answer": choices.index(right)}


LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}


def tokenizer(folder, vocabulary, merges, special, split):
    """Writes a tokenizer of byte-level BPE."""
    added = [{"id": vocabulary[token], "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
              "special": True} for token in special]
    (folder / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None, "pre_tokenizer": split,
        "post_processor": None, "decoder": LEVEL,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
                  "fuse_unk": False, "byte_fallback": False, "vocab": vocabulary, "merges": merges}}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": special[0]}))


def characters(folder):
    """Writes a tokenizer of single characters, as harness/src/test has it."""
    letters = ["\u0120", "\u010a", *map(chr, range(ord("!"), ord("}") + 1)), "<|endoftext|>"]
    tokenizer(folder, {c: i for i, c in enumerate(letters)}, [], letters[-1:], LEVEL)


def expanded(file, folder):
    """Writes the weights of SmolLM2's GGUF file as an F32 checkpoint, with its tokenizer: the one that Transformers makes of such a file has
    bytes for which there is no token, and splits numbers otherwise."""
    import gguf
    import torch
    import transformers
    model = transformers.AutoModelForCausalLM.from_pretrained(file.parent, dtype=torch.float32, gguf_file=file.name)
    model.save_pretrained(folder)
    fields = gguf.GGUFReader(file).fields
    if fields["tokenizer.ggml.pre"].contents() != "smollm":
        sys.exit("%s: how its tokenizer splits a text is not known here; expected smollm" % file)
    tokens = fields["tokenizer.ggml.tokens"].contents()
    control = [token for token, kind in zip(tokens, fields["tokenizer.ggml.token_type"].contents(), strict=True) if kind == 3]
    tokenizer(folder, {token: i for i, token in enumerate(tokens)}, fields["tokenizer.ggml.merges"].contents(), control,
              {"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": True}, LEVEL]})
    config = json.loads((folder / "config.json").read_text())
    config.pop("_model_name_or_path", None)  # where it came from, which is no setting
    (folder / "config.json").write_text(json.dumps(config))


def evaluated(name, model, arguments, folder):
    """Returns the scores, and the log-likelihood of each choice of each question."""
    out = folder / name
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(folder / "hf"), "OPENAI_API_KEY": "none",
                   "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run(
        [sys.executable, "-m", "lm_eval", "run", "--model", model, "--model_args", arguments, "--tasks", "assay_choice", "--include_path", str(folder),
         "--log_samples", "--output_path", str(out)], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit("%s\n%s" % (name, done.stderr[-4000:]))
    results = json.loads(next(out.rglob("results_*.json")).read_text())["results"]["assay_choice"]
    samples = [json.loads(line) for line in next(out.rglob("samples_*.jsonl")).read_text().splitlines()]
    samples.sort(key=lambda sample: sample["doc_id"])
    return ({key: value for key, value in results.items() if key.startswith("acc") and "stderr" not in key},
            [[float(choice[0][0]) for choice in sample["resps"]] for sample in samples])


class Server:
    def __init__(self, folder, options):
        self.process = subprocess.Popen([str(ASSAY), "serve", "--model", str(folder), "--port", "0", "--kernels", options.kernels],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def __enter__(self):
        return self.url

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=pathlib.Path)
    parser.add_argument("--gguf", type=pathlib.Path)
    parser.add_argument("--characters", action="store_true")
    parser.add_argument("--kernels", default="auto")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--tolerance", type=float, default=1e-3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        checkpoint = folder / "model"
        if options.gguf:
            expanded(options.gguf, checkpoint)
        else:
            shutil.copytree(options.checkpoint, checkpoint)
        if options.characters:
            characters(checkpoint)
        (folder / "questions.jsonl").write_text("".join(json.dumps(q) + "\n" for q in questions(options.questions)))
        (folder / "assay_choice.yaml").write_text(TASK % (folder / "questions.jsonl"))
        reference, expected = evaluated("transformers", "hf", "pretrained=%s,dtype=float32" % checkpoint, folder)
        print("| by | acc | acc_norm | log-likelihoods | largest difference | seconds |\n|---|---|---|---|---|---|")
        print("| Transformers, F32 | %s | %s | %d | | |" % (*scores(reference), sum(map(len, expected))))
        worst = 0
        with Server(checkpoint, options) as url:
            for title, tokens in (("huggingface", "tokenizer=%s" % checkpoint), ("remote", "tokenizer_backend=remote")):
                start = time.monotonic()
                found, likelihoods = evaluated(
                    title, "local-completions", "model=model,base_url=%s/completions,num_concurrent=8,max_retries=1,%s" % (url, tokens), folder)
                apart = max(abs(a - b) for x, y in zip(expected, likelihoods, strict=True) for a, b in zip(x, y, strict=True))
                print("| assay serve, tokens by %s | %s | %s | %d | %.2g | %.1f |" % (
                    title, *scores(found), sum(map(len, likelihoods)), apart, time.monotonic() - start), flush=True)
                worst = max(worst, apart)
                if found != reference:
                    sys.exit("the scores differ")
        if worst > options.tolerance:
            sys.exit("a log-likelihood differs by %g" % worst)


def scores(results):
    return [next(value for key, value in results.items() if key.split(",")[0] == name) for name in ("acc", "acc_norm")]


if __name__ == "__main__":
    main()
