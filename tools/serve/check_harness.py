#!/usr/bin/env python3
"""Has lm-evaluation-harness and inspect_ai ask a server of `assay serve`.

  check_harness.py BASE_URL MODEL

lm_eval's local-completions scores a task of multiple choice by log-likelihoods, with the tokens that
the server tells, and its local-chat-completions and inspect_ai's openai-api generate answers. Prints a
line for each thing that holds and ends with status 0. Needs the packages of harness.txt (venv.sh).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CHOICE = """task: assay_choice
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
output_type: multiple_choice
doc_to_text: "Question: {{question}}\\nAnswer:"
doc_to_choice: "{{choices}}"
doc_to_target: "{{answer}}"
"""
CHAT = """task: assay_chat
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
output_type: generate_until
doc_to_text: "{{question}}"
doc_to_target: "{{choices[answer]}}"
generation_kwargs: {max_gen_toks: 8, until: ["Question:"], do_sample: false}
metric_list: [{metric: exact_match}]
"""
QUESTIONS = [{"question": "What is %d plus 2?" % i, "choices": [str(i + 2), str(i + 3), "ten"], "answer": 0} for i in range(6)]


def holds(what, condition):
    if not condition:
        raise AssertionError(what)
    print("ok", what, flush=True)


def lm_eval(kind, task, arguments, folder, *more):
    out = folder / kind
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(folder / "hf"), "OPENAI_API_KEY": "none"}
    done = subprocess.run(
        [sys.executable, "-m", "lm_eval", "run", "--model", kind, "--model_args", arguments, "--tasks", task, "--include_path", str(folder),
         "--log_samples", "--output_path", str(out), *more], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(done.stderr[-3000:])
    return [json.loads(line) for line in next(out.rglob("samples_*.jsonl")).read_text().splitlines()]


def inspect(base_url, model, folder):
    os.environ["ASSAY_API_KEY"] = "none"
    os.environ["ASSAY_BASE_URL"] = base_url
    import inspect_ai
    from inspect_ai.dataset import Sample
    from inspect_ai.scorer import match
    task = inspect_ai.Task(dataset=[Sample(input=q["question"], target=q["choices"][0]) for q in QUESTIONS], scorer=match(),
                           config=inspect_ai.model.GenerateConfig(max_tokens=8, temperature=0))
    return inspect_ai.eval(task, model="openai-api/assay/" + model, log_dir=str(folder / "logs"), display="none")[0]


def main():
    base_url, model = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "questions.jsonl").write_text("".join(json.dumps(q) + "\n" for q in QUESTIONS))
        (folder / "choice.yaml").write_text(CHOICE % (folder / "questions.jsonl"))
        (folder / "chat.yaml").write_text(CHAT % (folder / "questions.jsonl"))
        arguments = "model=%s,num_concurrent=4,max_retries=1,base_url=%s" % (model, base_url)
        choices = lm_eval("local-completions", "assay_choice", arguments + "/completions,tokenizer_backend=remote", folder)
        holds("lm_eval scores choices by log-likelihood", len(choices) == 6 and all(float(r[0][0]) < 0 for s in choices for r in s["resps"]))
        chats = lm_eval("local-chat-completions", "assay_chat", arguments + "/chat/completions", folder, "--apply_chat_template")
        holds("lm_eval has conversations answered", len(chats) == 6 and all(isinstance(s["resps"][0][0], str) for s in chats))
        log = inspect(base_url, model, folder)
        holds("inspect_ai has questions answered", log.status == "success" and len(log.samples) == 6
              and all(s.output.usage.output_tokens == 8 or s.output.stop_reason == "stop" for s in log.samples))


if __name__ == "__main__":
    main()
