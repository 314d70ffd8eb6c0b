#!/usr/bin/env python3
"""Loads `assay serve` and llama.cpp's llama-server with the same requests, one server after the other.

  serving.py --model SmolLM2-135M-Instruct.Q4_1.gguf --llama-server /path/to/llama-server \\
             [--requests 1000] [--clients 64] [--tokens 16] [--sequences 64] [--threads 2] [--kv-memory MIB]

Every client asks one request after the other, each on a connection of its own: a text completion,
streamed and greedy, whose prompt begins with the same examples (about 600 tokens) and ends with a question of its
own. End tokens are ignored, so that both servers write as many tokens. llama-server runs with -np 8.
Each server is warmed up by a few requests of its own that do not count. Prints a Markdown table:
requests and tokens a second, the time to the first token, the peak of memory, and what was lost. Needs
Python alone, and `./assay` built (or --assay).
"""
import argparse
import asyncio
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
SHOTS = "".join(
    "Question: %d apples and %d pears lie on shelf %d of the store room. How many pieces of fruit are there?\n"
    "Answer: There are %d apples and %d pears, which makes %d pieces of fruit. The answer is %d.\n\n"
    % (a, b, s, a, b, a + b, a + b) for s, (a, b) in enumerate([(3, 4), (7, 8), (12, 5), (9, 9), (21, 14), (30, 2), (6, 17), (40, 8)]))


def prompt(number):
    return SHOTS + "Question: %d apples and %d pears lie on shelf %d of the store room. How many pieces of fruit are there?\nAnswer:" % (
        number % 97, number % 89, number)


class Load:
    """What came of the requests, as their clients saw it."""

    def __init__(self):
        self.first, self.whole, self.lost, self.tokens = [], [], [], 0


async def ask(port, body, load, count):
    start, first, finished = time.monotonic(), None, False
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    head = ("POST /v1/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nConnection: close\r\n"
            "Content-Length: %d\r\n\r\n" % (port, len(body)))
    writer.write(head.encode() + body)
    status = await reader.readline()
    while (line := await reader.readline()).strip():
        pass
    buffer, tokens = b"", 0
    while size := int((await reader.readline()).strip() or b"0", 16):
        buffer += await reader.readexactly(size)
        await reader.readexactly(2)
        *lines, buffer = buffer.split(b"\n")
        for line in lines:
            if line.startswith(b"data: [DONE]"):
                finished = True
            elif line.startswith(b"data: "):
                event = json.loads(line[6:])
                if event.get("choices") and first is None:
                    first = time.monotonic() - start
                tokens = (event.get("usage") or {}).get("completion_tokens", tokens)
    writer.close()
    if not count:
        return
    if b" 200 " not in status or not finished:
        load.lost.append(status)
        return
    load.first.append(first or time.monotonic() - start)
    load.whole.append(time.monotonic() - start)
    load.tokens += tokens


async def client(numbers, port, options, load, count=True):
    for number in numbers:
        body = json.dumps({"model": options.name, "prompt": prompt(number), "max_tokens": options.tokens, "temperature": 0, "seed": 1,
                           "ignore_eos": True, "stream": True, "stream_options": {"include_usage": True}}).encode()
        await ask(port, body, load, count)


async def drive(port, options):
    load, numbers = Load(), iter(range(options.requests))
    await asyncio.gather(*[client(iter([10 ** 6 + i, 2 * 10 ** 6 + i]), port, options, load, False) for i in range(8)])
    start = time.monotonic()
    await asyncio.gather(*[client(numbers, port, options, load) for _ in range(options.clients)])
    return load, time.monotonic() - start


def peak(pid):
    """Returns the most memory that a process has had, in MiB."""
    for line in pathlib.Path("/proc/%d/status" % pid).read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024


def java(pid):
    """Returns the process itself, or the one that a launcher has become or started."""
    children = pathlib.Path("/proc/%d/task/%d/children" % (pid, pid)).read_text().split()
    return java(int(children[0])) if children else pid


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def measure(title, command, port, options):
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for _ in range(1200):
                try:
                    urllib.request.urlopen("http://127.0.0.1:%d/health" % port)
                    break
                except OSError:
                    if server.poll() is not None:
                        log.seek(0)
                        sys.exit(log.read().decode()[-2000:])
                    time.sleep(0.1)
            load, seconds = asyncio.run(drive(port, options))
            memory = peak(java(server.pid))
            for status in set(load.lost):
                print("lost:", status, file=sys.stderr)
        finally:
            server.terminate()
            server.wait()
    first, whole = sorted(load.first), sorted(load.whole)
    at = lambda values, share: values[min(len(values) - 1, int(share * len(values)))]
    print("| %s | %d | %d | %.1f | %.2f | %.0f | %.2f | %.2f | %.2f | %.2f | %.0f |" % (
        title, len(first), len(load.lost), seconds, len(first) / seconds, load.tokens / seconds,
        at(first, 0.5), at(first, 0.95), first[-1], at(whole, 0.95), memory), flush=True)
    return len(first) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--llama-server", help="left out, assay alone is measured")
    parser.add_argument("--assay", default=str(ASSAY), nargs="+")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--tokens", type=int, default=16)
    parser.add_argument("--sequences", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--context", type=int, default=2048)
    parser.add_argument("--kv-memory", type=int, help="of assay serve, in MiB (its default: a quarter of the machine's)")
    options = parser.parse_args()
    options.name = pathlib.Path(options.model).name.removesuffix(".gguf")
    print("| server | requests | lost | s | requests/s | tokens/s | first token s, median | p95 | most | whole s, p95 | memory MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    port = free_port()
    assay = [options.assay] if isinstance(options.assay, str) else options.assay
    own = measure("assay serve", [*assay, "serve", "--model", options.model, "--port", str(port), "--sequences", str(options.sequences),
                                  "--threads", str(options.threads), "--context", str(options.context),
                                  *(["--kv-memory", str(options.kv_memory)] if options.kv_memory else [])], port, options)
    if options.llama_server:
        port = free_port()
        other = measure("llama-server -np 8", [options.llama_server, "-m", options.model, "-np", "8", "-t", str(options.threads),
                                               "-c", str(8 * options.context), "--port", str(port)], port, options)
        print("\nassay serve answers %.2f times as many requests a second" % (own / other))


if __name__ == "__main__":
    main()
