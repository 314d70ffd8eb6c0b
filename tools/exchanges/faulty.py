#!/usr/bin/env python3
"""An upstream for tools/exchanges/litellm.yaml that fails as providers do: the model's name says how.

Usage: tools/exchanges/faulty.py PORT

Words, types and codes are those that OpenAI's and Azure OpenAI's guides on errors and content filters name.
"""
import json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONG = ("This model's maximum context length is 2048 tokens. However, you requested 6042 tokens (6030 in the messages, 12 in the completion). "
        "Please reduce the length of the messages or completion.")
FILTERED = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."
# Status, message, type, code, headers.
REFUSALS = {
    "rate": (429, "Rate limit reached for requests", "requests", "rate_limit_exceeded", {"Retry-After": "2"}),
    "quota": (429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota", {}),
    "badkey": (401, "Incorrect API key provided: sk-xxxx.", "invalid_request_error", "invalid_api_key", {}),
    "payment": (402, "Insufficient credits. Add more and retry.", "billing", "402", {}),
    "broken": (500, "The server had an error while processing your request", "server_error", None, {}),
    "busy": (503, "The engine is currently overloaded, please try again later", "server_error", None, {}),
    "nomodel": (404, "The model `nomodel` does not exist", "invalid_request_error", "model_not_found", {}),
    "toolong": (400, LONG, "invalid_request_error", "context_length_exceeded", {}),
    "filtered": (400, FILTERED, "invalid_request_error", "content_filter", {}),
}


def completion(kind, *choices):
    return {"id": "chatcmpl-upstream", "object": "chat.completion", "created": 1, "model": kind, "choices": list(choices),
            "usage": {"prompt_tokens": 5, "completion_tokens": 0, "total_tokens": 5}}


class Upstream(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def reply(self, status, body, content="application/json", headers=()):
        self.send_response(status)
        for name, value in {"Content-Type": content, "Content-Length": str(len(body)), **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        kind = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["model"]
        if kind in REFUSALS:
            status, message, name, code, headers = REFUSALS[kind]
            self.reply(status, json.dumps({"error": {"message": message, "type": name, "param": None, "code": code}}).encode(), headers=headers)
        elif kind == "html":
            self.reply(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")
        elif kind == "hangs":
            time.sleep(60)
        elif kind == "empty":
            self.reply(200, json.dumps(completion(kind, {"index": 0, "message": {"role": "assistant", "content": ""}, "finish_reason": "stop"})).encode())
        elif kind == "nochoices":
            self.reply(200, json.dumps(completion(kind)).encode())
        elif kind in ("midstream", "endless"):
            self.half(kind, kind == "midstream")
        else:
            self.reply(404, b"{}")

    def half(self, kind, cut):
        """Sends the first two pieces of a stream and closes the connection: cut amid chunks, as when a server dies, or without a word that it ends."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header(*(("Transfer-Encoding", "chunked") if cut else ("Connection", "close")))
        self.end_headers()
        for text in ("The", " capital"):
            choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
            chunk = {"id": "chatcmpl-upstream", "object": "chat.completion.chunk", "created": 1, "model": kind, "choices": [choice]}
            event = b"data: %s\n\n" % json.dumps(chunk).encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event) if cut else event)
            self.wfile.flush()
            time.sleep(0.2)
        self.close_connection = True


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Upstream).serve_forever()
