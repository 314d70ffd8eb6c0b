"""Writes runs of HELM of the kinds that an import has to understand. See README.md beside this file.

usage: make_helm_runs.py OUT
"""

import os
import pathlib
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

from helm.benchmark import run
from helm.clients.simple_client import SimpleClient
from helm.common.request import ErrorFlags, GeneratedOutput, RequestResult, Token

# By the number that is asked for; None: the request fails without ending the run.
ANSWERS = {"70": " A", "48": " B", "51": " B.\n", "84": None}


def answer(_, request):
    asked = request.prompt.strip().split("\n")[-4 if "B. Odd" in request.prompt else -2].split()
    word = next((word for word in asked if word.strip("?").isdigit()), "")
    text = ANSWERS.get(word, " even" if word and int(word) % 2 == 0 else " Odd")
    if text is None:
        return RequestResult(success=False, cached=False, completions=[], embedding=[], error="the reply was empty",
                             error_flags=ErrorFlags(is_retriable=False, is_fatal=False))
    reason = "stop" if text.endswith("\n") else "length"
    output = GeneratedOutput(text=text.strip("\n"), logprob=0, tokens=[Token(text, 0)], finish_reason={"reason": reason})
    return RequestResult(success=True, cached=False, request_time=0.5, request_datetime=1796048972, completions=[output], embedding=[])


def main(out):
    out = pathlib.Path(out)
    shutil.rmtree(out, ignore_errors=True)
    SimpleClient.make_request = answer
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        sys.argv = ["helm-run", "--run-entries", "simple_mcqa:model=simple/model1", "simple_classification:model=simple/model1",
                    "--suite", "own", "--max-eval-instances", "4", "--disable-cache"]
        run.main()
        for folder in sorted(pathlib.Path(work, "benchmark_output/runs/own").iterdir()):
            if not (folder / "per_instance_stats.json").exists():
                continue
            target = out / folder.name.replace(":model=", "__")
            target.mkdir(parents=True)
            for name in ("per_instance_stats.json", "scenario_state.json", "run_spec.json", "scenario.json"):
                shutil.copy(folder / name, target / name)


main(sys.argv[1])
