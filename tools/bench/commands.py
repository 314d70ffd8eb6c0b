#!/usr/bin/env python3
"""Measures how much memory commands take for many samples and for few: the peak of the resident set.

  commands.py --data FOLDER [--assay ./assay] [--many 12032] [--few 100]

FOLDER holds MMLU-Pro as ../shared/data/mmlu_pro does: questions.jsonl, validation_cot_reconstructed.jsonl and two whole recordings
outputs_*.full.jsonl.gz. Each command runs once with each number of samples in a process of its own; the figure is what the operating
system says of it when it has ended (ru_maxrss), as `/usr/bin/time -v` prints it. `run` asks a server in this script and a recording.
Prints a Markdown table. Needs Python alone, and `./assay` built.
"""
import argparse
import multiprocessing
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from endpoint import serve  # noqa: E402

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"


def peak(command):
    """Returns the peak of the resident set of a command in MiB."""
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), error.decode()[-3000:]))
    return usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--assay", default=ASSAY)
    parser.add_argument("--many", type=int, default=12032)
    parser.add_argument("--few", type=int, default=100)
    options = parser.parse_args()
    ready = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ready,), daemon=True)
    server.start()
    model = "http://127.0.0.1:%d/v1#tiny" % ready.get()
    recordings = sorted(options.data.glob("outputs_*.full.jsonl.gz"))[:2]
    suite = ["--suite", "mmlu-pro", "--data", options.data / "questions.jsonl", "--shots", options.data / "validation_cot_reconstructed.jsonl"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        few, many = folder / "few", folder / "many"
        commands = [
            ("run, recording", lambda out, n: ["run", *suite, "--model", "recorded:%s" % recordings[0], "--first", n, "--out", out / "a", "--quiet"]),
            ("run, another recording", lambda out, n: ["run", *suite, "--model", "recorded:%s" % recordings[1], "--first", n, "--out", out / "b", "--quiet"]),
            ("run, endpoint", lambda out, n: ["run", *suite, "--protocol", "mmlu-pro/official-local-0shot", "--model", model, "--first", n, "--out", out / "c", "--quiet"]),
            ("score", lambda out, n: ["score", "--suite", "mmlu-pro", "--recorded", recordings[0], "--scorer", "choice/official", "--first", n, "--json", "--quiet"]),
            ("report", lambda out, n: ["report", out / "a", "--out", out / "report", "--quiet"]),
            ("report of two", lambda out, n: ["report", out / "a", out / "b", "--out", out / "reports", "--quiet"]),
            ("compare", lambda out, n: ["compare", out / "a", out / "b", "--quiet"]),
        ]
        print("| command | %d samples, MiB | %d samples, MiB | more |" % (options.few, options.many))
        print("|---|---|---|---|")
        for title, command in commands:
            one, other = (peak([options.assay, *command(out, str(n))]) for out, n in ((few, options.few), (many, options.many)))
            print("| %s | %.0f | %.0f | %+.0f %% |" % (title, one, other, 100 * (other / one - 1)), flush=True)
    server.terminate()


if __name__ == "__main__":
    main()
