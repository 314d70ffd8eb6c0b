#!/usr/bin/env python3
"""How much slower the engine gets when others use the machine too, and llama.cpp beside it.

  busy.py --model q8_0.gguf [--busy 2] [--llama-bench /path/to/llama-bench]

Each program is measured alone, and then while --busy processes do nothing but count, all in turn.
Prints a Markdown table of tokens a second, medians over the rounds, with the share that is left and
the share of the processors that is fair: threads that want to run against those that would. Threads
that wait for each other by spinning get less than that, as the one waited for is not running. Needs
Python alone.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
COUNTING = "while True: pass"


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ours(options):
    measured = json.loads(run([
        str(ASSAY), "bench", "--model", options.model, "--json", "--threads", str(options.threads),
        "--prompt", str(options.prompt), "--generate", str(options.generate), "--sequences", "1",
        "--kernels", options.kernels, "--repeats", str(options.repeats)]))
    return {"prefill": measured["prefill"]["tokensPerSecond"],
            "decode": measured["decode"][0]["tokensPerSecond"]}


def theirs(options):
    speeds = {}
    for test in json.loads(run([
            options.llama_bench, "-m", options.model, "-t", str(options.threads),
            "-p", str(options.prompt), "-n", str(options.generate), "-r", str(options.repeats),
            "-fa", "1", "-o", "json"])):
        speeds["prefill" if test["n_prompt"] else "decode"] = test["avg_ts"]
    return speeds


class Busy:
    """Processes that count for as long as this is entered."""

    def __init__(self, count):
        self.count = count

    def __enter__(self):
        self.processes = [subprocess.Popen([sys.executable, "-c", COUNTING])
                          for _ in range(self.count)]

    def __exit__(self, *_):
        for process in self.processes:
            process.kill()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--llama-bench")
    parser.add_argument("--kernels", default="auto")
    parser.add_argument("--busy", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=256)
    parser.add_argument("--generate", type=int, default=48)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    programs = {"Assay": ours, **({"llama.cpp": theirs} if options.llama_bench else {})}
    speeds = {}
    for _ in range(options.rounds):
        for busy in (0, options.busy):
            for name, measure in programs.items():
                with Busy(busy):
                    for what, speed in measure(options).items():
                        speeds.setdefault((name, what, busy > 0), []).append(speed)
    processors = len(os.sched_getaffinity(0))
    fair = min(1, processors / (options.threads + options.busy))
    print("| program | what | alone | with %d busy processes | left | fair |" % options.busy)
    print("|---|---|---|---|---|---|")
    for name in programs:
        for what in ("prefill", "decode"):
            alone, beside = (statistics.median(speeds[name, what, busy]) for busy in (False, True))
            print("| %s | %s | %.1f | %.1f | %.0f %% | %.0f %% |" % (
                name, what, alone, beside, 100 * beside / alone, 100 * fair))


if __name__ == "__main__":
    main()
