#!/usr/bin/env python3
"""Kills runs at random moments (kill -9), continues them, and counts what was lost or stored twice.

  kills.py [--kills 1000] [--samples 400] [--seed 1] [--keep FOLDER]

A server in this script answers each call after some milliseconds; `assay run --resume` asks it four
questions at once and is killed between 50 and 1,500 ms after its start or its first new record. When a
run is whole, another one begins. After every kill each line but a torn last one has to be intact
(CRC-32C), and every record that was there before has to be there still; a whole run has to have each
attempt once, with the answer that the server gave. Ends with status 1 if anything was lost, doubled or
changed. Needs Python alone, and `./assay` built.
"""
import argparse
import asyncio
import json
import multiprocessing
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

ASSAY = pathlib.Path(__file__).resolve().parents[2] / "assay"
LINE = re.compile(rb'\{"crc32c":"([0-9a-f]{8})","record":(.*)\}', re.DOTALL)
TABLE = []


def crc32c(data):
    """CRC-32C (RFC 3720, appendix B.4)."""
    if not TABLE:
        for byte in range(256):
            value = byte
            for _ in range(8):
                value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
            TABLE.append(value)
    value = 0xFFFFFFFF
    for byte in data:
        value = TABLE[(value ^ byte) & 255] ^ value >> 8
    return value ^ 0xFFFFFFFF


def answer(question):
    return "It is %s." % question.rsplit(" ", 1)[-1].rstrip("?")


class Answering(asyncio.Protocol):
    calls = None

    def connection_made(self, transport):
        self.transport, self.buffer = transport, b""

    def data_received(self, data):
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        if not found or length and len(rest) < int(length[1]):
            return
        self.buffer = b""
        if head.startswith(b"GET"):
            self.reply({"object": "list", "data": [{"id": "tiny"}]})
            return
        with self.calls.get_lock():
            self.calls.value += 1
        text = answer(json.loads(rest)["messages"][-1]["content"])
        asyncio.get_running_loop().call_later(random.uniform(0.002, 0.03), self.reply, {
            "id": "c", "model": "tiny", "usage": {"prompt_tokens": 9, "completion_tokens": 4},
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]})

    def reply(self, tree):
        body = json.dumps(tree).encode()
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def serve(ready, calls):
    Answering.calls = calls

    async def main():
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        ready.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()
    asyncio.run(main())


def records(run):
    """Returns the records of a run in order; refuses a damaged line other than a torn last one."""
    file = run / "records.jsonl"
    found = []
    lines = file.read_bytes().split(b"\n") if file.exists() else []
    for number, line in enumerate(lines):
        match = LINE.fullmatch(line)
        if match and int(match[1], 16) == crc32c(match[2]):
            found.append(json.loads(match[2]))
        elif number < len(lines) - 1:
            sys.exit("%s:%d is damaged" % (file, number + 1))
    return found


def key(record):
    return record["sample"]["id"], record["attempt"]


class Tally:
    kills = living = torn = runs = lost = double = changed = 0


def check(run, before, tally):
    """Compares the records of a run with those of before, and returns their keys."""
    file = run / "records.jsonl"
    tally.torn += file.exists() and not file.read_bytes().endswith(b"\n") and file.stat().st_size > 0
    keys = [key(record) for record in records(run)]
    tally.lost += len(before - set(keys))
    tally.double += len(keys) - len(set(keys))
    return set(keys)


def whole(run, samples, tally):
    found = records(run)
    tally.lost += samples - len({key(record) for record in found})
    for record in found:
        tally.changed += json.dumps(answer("item %s?" % record["sample"]["id"])) not in json.dumps(record["outcome"])
    tally.runs += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--samples", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--assay", default=ASSAY)
    parser.add_argument("--keep", help="where runs are kept; a temporary folder without it")
    options = parser.parse_args()
    random.seed(options.seed)
    calls, ready = multiprocessing.Value("l", 0), multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(ready, calls), daemon=True)
    server.start()
    port = ready.get()
    folder = pathlib.Path(options.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questions.jsonl").write_text("".join(
        json.dumps({"id": str(i), "question": "What is the number of item %d?" % i, "answer": str(i)}) + "\n" for i in range(options.samples)))
    (folder / "suite.json").write_text(json.dumps(
        {"name": "items", "prompt": "{question}", "id": "id", "target": "answer", "scorer": "exact", "maxTokens": 8}))
    tally, start = Tally(), time.monotonic()
    run, before = folder / "run0", set()
    while tally.kills < options.kills or before:
        last = tally.kills >= options.kills
        size = (run / "records.jsonl").stat().st_size if (run / "records.jsonl").exists() else 0
        process = subprocess.Popen(
            [options.assay, "run", "--suite", folder / "suite.json", "--data", folder / "questions.jsonl", "--model", "http://127.0.0.1:%d/v1#tiny" % port,
             "--concurrency", "4", "--out", run, "--resume", "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if not last:
            # Half at any moment since the start, half amid the records.
            if tally.kills % 2:
                while process.poll() is None and ((run / "records.jsonl").stat().st_size if (run / "records.jsonl").exists() else 0) <= size:
                    time.sleep(0.002)
                delay = random.uniform(0, 0.3)
            else:
                delay = random.uniform(0.05, 1.5)
            try:
                process.wait(delay)
            except subprocess.TimeoutExpired:
                pass
            tally.kills += 1
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                tally.living += 1
        error = process.communicate()[1]
        before = check(run, before, tally)
        if process.returncode not in (0, -signal.SIGKILL):
            sys.exit("status %d after %d kills: %s" % (process.returncode, tally.kills, error.decode()[-2000:]))
        if process.returncode == 0:
            whole(run, options.samples, tally)
            run, before = folder / ("run%d" % tally.runs), set()
        if tally.kills % 100 == 0 and not last:
            print("%d kills, %d runs, %.0f s" % (tally.kills, tally.runs, time.monotonic() - start), file=sys.stderr, flush=True)
    stored = tally.runs * options.samples
    print("%d kills (%d of a living program, %d torn lines), %d runs of %d samples: %d lost, %d double, %d changed; %d of %d calls paid twice; %.0f s, seed %d" % (
        tally.kills, tally.living, tally.torn, tally.runs, options.samples, tally.lost, tally.double, tally.changed,
        calls.value - stored, calls.value, time.monotonic() - start, options.seed))
    server.terminate()
    sys.exit(1 if tally.lost or tally.double or tally.changed else 0)


main()
