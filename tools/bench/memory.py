#!/usr/bin/env python3
"""What memory the engine takes at most: its own, and pages of the model's file that it has looked at.

  memory.py --model q8_0.gguf [--model ...] [--prompt 512] [--generate 64]

A prompt is continued once and sixteen times, with weights packed and mapped. Pages of the file are
those that the system may take back when it needs them. Reads /proc, so it needs Linux, and Python
alone.
"""
import argparse
import pathlib
import subprocess
import time

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
MIB = 1024  # in the unit of /proc


def status(pid):
    """The memory of a process that the system counts, in KiB; empty once it has ended."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
            if name in ("RssAnon", "RssFile", "VmHWM")}


def peaks(options, model, completions, weights):
    tokens = ",".join(str(100 + i % 150) for i in range(options.prompt))
    process = subprocess.Popen(
        [str(ASSAY), "engine", "generate", "--model", model, "--tokens", tokens, "--max-tokens",
         str(options.generate), "--ignore-eos", "--temperature", "1", "--completions",
         str(completions), "--weights", weights, "--kv-type", options.kv_type, "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = {}
    while process.poll() is None:
        for name, size in status(process.pid).items():
            most[name] = max(size, most.get(name, 0))
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"{model}: status {process.returncode}")
    return most


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--prompt", type=int, default=512)
    parser.add_argument("--generate", type=int, default=64)
    parser.add_argument("--kv-type", default="f32")
    options = parser.parse_args()
    print("| model | file, MiB | weights | sequences | own, MiB | of the file, MiB | resident, MiB |")
    print("|---|---|---|---|---|---|---|")
    for model in options.model:
        for weights in ("packed", "mapped"):
            for completions in (1, 16):
                most = peaks(options, model, completions, weights)
                print("| %s | %d | %s | %d | %d | %d | %d |" % (
                    pathlib.Path(model).name, pathlib.Path(model).stat().st_size >> 20, weights,
                    completions, most["RssAnon"] // MIB, most["RssFile"] // MIB,
                    most["VmHWM"] // MIB), flush=True)


if __name__ == "__main__":
    main()
