#!/usr/bin/env python3
"""Compares `assay bench` with llama.cpp's llama-bench on the same model files.

  compare.py --llama-bench /path/to/llama-bench --model q8_0.gguf --model q4_0.gguf

Both take turns, so that a disturbance of the machine hits both; figures are medians over the rounds.
Prints a Markdown table: tokens a second of prefill and of decode, ours, theirs, and the ratio. With
--llama-batched-bench also of several sequences decoded together. Needs Python alone.
"""
import argparse
import json
import pathlib
import statistics
import subprocess

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ours(model, options):
    command = [str(ASSAY), "bench", "--model", model, "--json", "--repeats", "3",
               "--threads", str(options.threads), "--kernels", options.kernels,
               "--prompt", str(options.prompt), "--generate", str(options.generate),
               "--sequences", ",".join(map(str, options.sequences))]
    measured = json.loads(run(command))
    speeds = {"prefill %d" % options.prompt: measured["prefill"]["tokensPerSecond"]}
    for decode in measured["decode"]:
        speeds["decode x %d" % decode["sequences"]] = decode["tokensPerSecond"]
    return speeds


def theirs(model, options):
    command = [options.llama_bench, "-m", model, "-t", str(options.threads), "-p", str(options.prompt),
               "-n", str(options.generate), "-r", "3", "-o", "json"]
    speeds = {}
    for test in json.loads(run(command)):
        name = "prefill %d" % test["n_prompt"] if test["n_prompt"] else "decode x 1"
        speeds[name] = test["avg_ts"]
    several = [count for count in options.sequences if count > 1]
    if options.llama_batched_bench and several:
        command = [options.llama_batched_bench, "-m", model, "-t", str(options.threads), "-npp", "1",
                   "-ntg", str(options.generate), "-npl", ",".join(map(str, several)),
                   "-c", str(max(several) * (options.generate + 8)), "--output-format", "jsonl"]
        for line in run(command).splitlines():
            if line.startswith("{"):
                test = json.loads(line)
                speeds["decode x %d" % test["pl"]] = test["speed_tg"]
    return speeds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama-bench", required=True)
    parser.add_argument("--llama-batched-bench")
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--kernels", default="auto")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--generate", type=int, default=64)
    parser.add_argument("--sequences", type=lambda text: [int(n) for n in text.split(",")], default=[1])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| model | what | Assay, tokens/s | llama.cpp, tokens/s | ratio |\n|---|---|---|---|---|")
    for model in options.model:
        mine, other = {}, {}
        for _ in range(options.rounds):
            for measure, speeds in ((ours, mine), (theirs, other)):
                for name, speed in measure(model, options).items():
                    speeds.setdefault(name, []).append(speed)
        for name in mine:
            a = statistics.median(mine[name])
            b = statistics.median(other[name]) if name in other else None
            print("| %s | %s | %.1f | %s | %s |" % (
                pathlib.Path(model).name, name, a,
                "%.1f" % b if b else "not measured", "%.2f" % (a / b) if b else ""), flush=True)


if __name__ == "__main__":
    main()
