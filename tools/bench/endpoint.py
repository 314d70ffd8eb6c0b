#!/usr/bin/env python3
"""Measures what a run costs beside the model: CPU seconds a request, and requests a second.

  endpoint.py [--requests 4000] [--times 3] [--concurrency 32] [--lm-eval /path/to/lm_eval] [--rounds 1] [--reply 1] [--cache]

A server in this script answers every chat completion at once with the same text (of --reply characters),
so that nothing but the harness is measured. Each call has a key, as hosted services want one. With --cache
`assay run` keeps each completion in a fresh cache. `assay run` and, with --lm-eval, lm-evaluation-harness's local-chat-completions
are asked the same questions, each with one request (which is their start), with --requests of them, and
with --times as many. CPU seconds are what the operating system counts for the program and its children
(getrusage), the server apart. A request costs, with the start, its share of a run of --requests; and at
the margin what the longer run took more, by how many more requests it made: what is compiled and loaded
on the way is in the first figure alone. Prints a Markdown table, and with --lm-eval how many times less
CPU `assay run` took. Needs Python alone, and `./assay` built.
"""
import argparse
import asyncio
import json
import multiprocessing
import os
import pathlib
import random
import resource
import string
import subprocess
import sys
import tempfile
import time

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
PADDING = " ".join("Fact %d: item %d lies on shelf %d." % (i, i, i % 7) for i in range(40))
KEY = "sk-proj-" + "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=156))
STEPS = " ".join("Step %d: of %d and %d we take the sum." % (i, i, i + 1) for i in range(1000))
MODELS = json.dumps({"object": "list", "data": [{"id": "tiny", "object": "model"}]}).encode()
TASK = """task: assay_overhead
dataset_path: json
dataset_kwargs: {data_files: {test: %s}}
test_split: test
output_type: generate_until
doc_to_text: "{{question}}"
doc_to_target: "{{answer}}"
generation_kwargs: {max_gen_toks: 8, until: ["Question:"], do_sample: false}
metric_list: [{metric: exact_match}]
"""


class Answering(asyncio.Protocol):
    """Just enough of HTTP/1.1: whole requests with Content-Length, connections that stay."""

    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

    def data_received(self, data):
        self.buffer += data
        while True:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            length = 0
            for line in head.split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            body = MODELS if head.startswith(b"GET") else self.reply
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def reply(characters):
    text = (STEPS[:characters - 1] + "4")[-characters:]
    return json.dumps({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "tiny",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "text": "4", "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 400, "completion_tokens": 1, "total_tokens": 401}}).encode()


def serve(ready, answer=reply(1)):
    async def main():
        Answering.reply = answer
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        ready.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()
    asyncio.run(main())


def measured(command, environment):
    """Returns (CPU seconds, wall-clock seconds) of a command and its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "OPENAI_API_KEY": KEY, **environment})
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit("%s\n%s" % (" ".join(map(str, command)), done.stderr[-3000:]))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def assay(options, folder, port, count, number):
    return measured(
        [options.assay, "run", "--suite", folder / "suite.json", "--data", folder / "questions.jsonl", "--first", str(count),
         "--model", "http://127.0.0.1:%d/v1#tiny" % port, "--concurrency", str(options.concurrency),
         "--out", folder / ("run%d" % number), "--json", "--quiet"]
        + (["--cache", folder / ("cache%d" % number)] if options.cache else []), {})


def lm_eval(options, folder, port, count, number):
    arguments = "model=tiny,base_url=http://127.0.0.1:%d/v1/chat/completions,num_concurrent=%d,max_retries=1,tokenized_requests=False" % (port, options.concurrency)
    return measured(
        [options.lm_eval, "run", "--model", "local-chat-completions", "--model_args", arguments, "--tasks", "assay_overhead",
         "--include_path", folder, "--limit", str(count), "--apply_chat_template", "--log_samples", "--output_path", folder / ("lm%d" % number)],
        {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(folder / "hf")})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=4000)
    parser.add_argument("--times", type=int, default=3, help="how many times as many the longer run makes")
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--assay", default=ASSAY)
    parser.add_argument("--rounds", type=int, default=1, help="the least CPU of so many rounds counts")
    parser.add_argument("--cache", action="store_true")
    parser.add_argument("--reply", type=int, default=1, help="characters of a completion")
    parser.add_argument("--lm-eval", help="the lm_eval of a virtual environment")
    options = parser.parse_args()
    most = options.requests * options.times
    ready = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ready, reply(options.reply)), daemon=True)
    server.start()
    port = ready.get()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "questions.jsonl").write_text("".join(
            json.dumps({"id": str(i), "question": "%s\nQuestion %d: what is 2 and 2?" % (PADDING, i), "answer": "4"}) + "\n" for i in range(most)))
        (folder / "suite.json").write_text(json.dumps(
            {"name": "overhead", "prompt": "{question}", "id": "id", "target": "answer", "scorer": "exact", "maxTokens": 8}))
        (folder / "overhead.yaml").write_text(TASK % (folder / "questions.jsonl"))
        print("| program | CPU s, start | CPU s, %d | CPU s, %d | CPU ms a request, with start | at the margin | requests/s at the margin |" % (options.requests, most))
        print("|---|---|---|---|---|---|---|")
        costs = []
        programs = [("assay run", assay)] + ([("lm_eval", lm_eval)] if options.lm_eval else [])
        # By turns, because a machine is slower at one time than at another.
        rounds = [[[run(options, folder, port, count, 10 * i + j) for j, count in enumerate((1, options.requests, most))]
                   for _, run in programs] for i in range(options.rounds)]
        for number, (title, _) in enumerate(programs):
            (start, _), (some, some_wall), (all_, wall) = (min(each[number][i] for each in rounds) for i in range(3))
            more = most - options.requests
            costs.append((some / options.requests, (all_ - some) / more))
            print("| %s | %.2f | %.2f | %.2f | %.3f | %.3f | %.0f |" % (
                title, start, some, all_, 1000 * costs[-1][0], 1000 * costs[-1][1], more / max(wall - some_wall, 1e-9)), flush=True)
        if len(costs) == 2:
            print("\n%.1f times less CPU a request with the start, %.1f times at the margin" % tuple(theirs / ours for ours, theirs in zip(*costs)))
    server.terminate()


if __name__ == "__main__":
    main()
