#!/usr/bin/env python3
"""Times a whole suite: `assay run` on its own engine against llama.cpp's llama-server.

  suite.py --model SmolLM2-135M-Instruct.Q4_1.gguf --data questions.jsonl --shots validation.jsonl \\
           --llama-server /path/to/llama-server [--lm-eval /path/to/lm_eval] [--limit 100]

The same questions of MMLU-Pro, five examples before each, at most 128 tokens, greedy. The server (-np
8, both threads) is driven by `assay run`, and with --lm-eval also by lm-evaluation-harness, which gets
the prompts that the first run recorded, as a task of its own. Starting server and program counts, as a
user waits for it. Prints a Markdown table of wall-clock seconds and writes nothing outside a temporary
folder. Needs Python alone.
"""
import argparse
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
TASK = """task: assay_timed
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
output_type: generate_until
doc_to_text: "{{prompt}}"
doc_to_target: "{{answer}}"
generation_kwargs: {max_gen_toks: %d, until: ["Question:"], do_sample: false}
metric_list: [{metric: exact_match}]
"""


def run_assay(options, model, out, more):
    command = [str(ASSAY), "run", "--suite", "mmlu-pro", "--protocol", "mmlu-pro/official-local",
               "--data", options.data, "--shots", options.shots, "--first", str(options.limit),
               "--max-tokens", str(options.tokens), "--no-cache", "--model", model,
               "--out", str(out), "--json", *more]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr[-2000:])
    return time.monotonic() - start


class Server:
    """llama-server for one model, ready when entered."""

    def __init__(self, options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.command = [options.llama_server, "-m", options.model, "-np", "8", "-t",
                        str(options.threads), "-c", str(8 * options.context), "--port", str(self.port)]

    def __enter__(self):
        self.start = time.monotonic()
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health")
                self.ready = time.monotonic() - self.start
                return self
            except OSError:
                time.sleep(0.1)

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def name(server):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/v1/models") as reply:
        return json.load(reply)["data"][0]["id"]


def run_lm_eval(options, server, folder, records):
    prompts = folder / "prompts.jsonl"
    with open(records) as lines, open(prompts, "w") as out:
        for line in lines:
            record = json.loads(line)["record"]
            out.write(json.dumps({"prompt": record["prompt"]["text"],
                                  "answer": record["sample"]["target"]}) + "\n")
    tasks = folder / "tasks"
    tasks.mkdir(exist_ok=True)
    (tasks / "assay_timed.yaml").write_text(TASK % (prompts, options.tokens))
    arguments = (f"model={name(server)},base_url=http://127.0.0.1:{server.port}/v1/completions,"
                 "num_concurrent=8,tokenizer_backend=None,tokenized_requests=False")
    command = [options.lm_eval, "--model", "local-completions", "--model_args", arguments,
               "--tasks", "assay_timed", "--include_path", str(tasks), "--batch_size", "1"]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr[-2000:])
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--shots", required=True)
    parser.add_argument("--llama-server", required=True)
    parser.add_argument("--lm-eval")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=4096, help="of one of the server's eight slots")
    options = parser.parse_args()
    print("| what | seconds | to the engine |")
    print("|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        own = run_assay(options, options.model, folder / "engine", [])
        print(f"| assay run, engine | {own:.1f} | 1.0 |", flush=True)
        with Server(options) as server:
            address = f"http://127.0.0.1:{server.port}/v1#{name(server)}"
            theirs = server.ready + run_assay(options, address, folder / "server",
                                              ["--concurrency", "8"])
        print(f"| assay run, llama-server | {theirs:.1f} | {theirs / own:.1f} |", flush=True)
        if options.lm_eval:
            with Server(options) as server:
                other = server.ready + run_lm_eval(options, server, folder,
                                                   folder / "engine" / "records.jsonl")
            print(f"| lm_eval, llama-server | {other:.1f} | {other / own:.1f} |")


if __name__ == "__main__":
    main()
