#!/usr/bin/env python3
"""Compares `assay bench` with llama.cpp's llama-bench on the same model files.

  compare.py --llama-bench /path/to/llama-bench --model q8_0.gguf --model q4_0.gguf

Both take turns, so that a disturbance of the machine hits both; figures are medians over the rounds.
Prints a Markdown table: tokens a second of prefill and of decode, ours, theirs, and the ratio, behind
as many tokens in the cache as --depth says (0,2048,8192). With --llama-batched-bench also of several
sequences decoded together, each behind tokens of its own. Where llama.cpp has two ways of attention,
the faster one counts. The llama-bench of ik_llama.cpp does as well, without a depth; --llama-options
gives it what it alone knows ("-rtr 0,1": of several values the fastest counts). Needs Python alone.
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
    command = [str(ASSAY), "bench", "--model", model, "--json", "--repeats", str(options.repeats),
               "--threads", str(options.threads), "--kernels", options.kernels,
               "--prompt", str(options.prompt), "--generate", str(options.generate),
               "--sequences", ",".join(map(str, options.sequences)),
               "--depth", ",".join(map(str, options.depth))]
    measured = json.loads(run(command))
    speeds = {}
    for behind in [measured, *measured.get("depths", [])]:
        depth = behind["depth"]
        speeds["prefill %d" % options.prompt, depth] = behind["prefill"]["tokensPerSecond"]
        for decode in behind["decode"]:
            speeds["decode x %d" % decode["sequences"], depth] = decode["tokensPerSecond"]
    return speeds


def theirs(model, options):
    """The better of attention in one pass (-fa 1) and in steps (-fa 0), for each figure."""
    command = [options.llama_bench, "-m", model, "-t", str(options.threads),
               "-p", str(options.prompt), "-n", str(options.generate), "-r", str(options.repeats),
               "-fa", "0,1", "-o", "json", *options.llama_options.split()]
    if options.depth != [0]:
        command += ["-d", ",".join(map(str, options.depth))]
    speeds = {}
    for test in json.loads(run(command)):
        name = "prefill %d" % test["n_prompt"] if test["n_prompt"] else "decode x 1"
        key = name, test.get("n_depth", 0)
        speeds[key] = max(test["avg_ts"], speeds.get(key, 0))
    several = [count for count in options.sequences if count > 1]
    if options.llama_batched_bench and several:
        for depth in options.depth:
            for key, speed in batched(model, options, several, depth).items():
                speeds[key] = speed
    return speeds


def batched(model, options, several, depth):
    speeds = {}
    prompt = max(1, depth)
    for attention in "off", "on":
        command = [options.llama_batched_bench, "-m", model, "-t", str(options.threads),
                   "-npp", str(prompt), "-ntg", str(options.generate),
                   "-npl", ",".join(map(str, several)), "-fa", attention,
                   "-c", str(max(several) * (prompt + options.generate + 8)),
                   "--output-format", "jsonl"]
        for line in run(command).splitlines():
            if line.startswith("{"):
                test = json.loads(line)
                key = "decode x %d" % test["pl"], depth
                speeds[key] = max(test["speed_tg"], speeds.get(key, 0))
    return speeds


def numbers(text):
    return [int(number) for number in text.split(",")]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llama-bench", required=True)
    parser.add_argument("--llama-batched-bench")
    parser.add_argument("--llama-options", default="", help="more of llama-bench's, in one argument")
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--kernels", default="auto")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--generate", type=int, default=64)
    parser.add_argument("--sequences", type=numbers, default=[1])
    parser.add_argument("--depth", type=numbers, default=[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| model | what | behind | Assay, tokens/s | other, tokens/s | ratio |")
    print("|---|---|---|---|---|---|")
    for model in options.model:
        mine, other = {}, {}
        for _ in range(options.rounds):
            for measure, speeds in ((ours, mine), (theirs, other)):
                for key, speed in measure(model, options).items():
                    speeds.setdefault(key, []).append(speed)
        for key in mine:
            a = statistics.median(mine[key])
            b = statistics.median(other[key]) if key in other else None
            print("| %s | %s | %d | %.1f | %s | %s |" % (
                pathlib.Path(model).name, *key, a,
                "%.1f" % b if b else "not measured", "%.2f" % (a / b) if b else ""), flush=True)


if __name__ == "__main__":
    main()
