#!/usr/bin/env python3
"""Makes the recorded exchanges that harness/src/test/resources/assay/harness/endpoint/exchanges holds.

What servers really sent stands in the test cassettes of pydantic-ai (github.com/pydantic/pydantic-ai, MIT licence). Of
each this keeps the structure, the headers, the counts and the names of models, and puts a short text of our own in the
place of every text, so that no answer, thought, signature or account is copied.

Usage: tools/exchanges/reshape.py REPOSITORY FOLDER   (a clone of pydantic-ai, and where to write; needs PyYAML)
"""
import datetime, json, pathlib, re, subprocess, sys, yaml

from said import about

THOUGHTS = "Two and two."
ANSWER = "It is 4."
CASSETTES = "tests/models/cassettes/"
OPAQUE = {"signature", "encrypted_content", "data", "obfuscation"}
DROPPED = re.compile(r"content-length|transfer-encoding|content-encoding|connection|date|set-cookie|.*correlation.*|"
                     r"openai-(organization|project)|traceparent|nel|report-to|server-timing|etag|inference-id|.*request-id.*|cf-ray")

# name, cassette, number of the interaction, api, where thoughts stand: apart, tags, or none
EXCHANGES = [
    ("openai-chat", "test_openai_prompt_cache/test_openai_chat_prompt_cache_e2e", 1, "chat", "none"),
    ("openai-chat-stream", "test_openai/test_run_stream_sync_streams_real_model", 1, "chat", "none"),
    ("openai-responses", "test_openai_responses/test_openai_responses_model_simple_response", 0, "responses", "none"),
    ("openai-responses-thoughts", "test_mistral/test_mistral_model_thinking_part", 0, "responses", "apart"),
    ("openai-responses-stream", "test_openai_responses/test_openai_responses_thinking_part_iter", 0, "responses", "apart"),
    ("anthropic", "test_anthropic/test_anthropic_model_thinking_part", 0, "messages", "apart"),
    ("anthropic-stream", "test_anthropic/test_anthropic_model_thinking_part_stream", 0, "messages", "apart"),
    ("vllm-crusoe", "test_crusoe/test_crusoe_model_simple", 0, "chat", "apart"),
    ("vllm-crusoe-stream", "test_crusoe/test_crusoe_model_streaming", 0, "chat", "none"),
    ("ollama", "test_ollama/test_ollama_local_native_output_uses_json_schema", 0, "chat", "apart"),
    ("ollama-cloud", "test_ollama/test_ollama_cloud_prompted_output", 0, "chat", "apart"),
    ("deepseek", "test_deepseek/test_deepseek_model_thinking_part", 0, "chat", "apart"),
    ("deepseek-stream", "test_deepseek/test_deepseek_model_thinking_stream", 0, "chat", "apart"),
    ("openrouter", "test_openrouter/test_openrouter_with_reasoning", 0, "chat", "apart"),
    ("openrouter-stream", "test_openrouter/test_openrouter_streaming_reasoning", 0, "chat", "apart"),
    ("mistral", "test_mistral/test_mistral_model_thinking_part", 1, "chat", "apart"),
    ("mistral-stream", "test_mistral/test_mistral_model_thinking_part_iter", 0, "chat", "apart"),
    ("gemini", "test_openai/test_compatible_api_with_tool_calls_without_id", -1, "chat", "none"),
    ("groq", "test_groq/test_groq_model_thinking_part", 0, "chat", "tags"),
    ("groq-stream", "test_groq/test_groq_model_thinking_part_iter", 0, "chat", "tags"),
    ("together-by-hugging-face", "test_huggingface/test_simple_completion", 0, "chat", "tags"),
    ("cerebras", "test_cerebras/test_cerebras_model_simple", 0, "chat", "none"),
    ("z-ai", "test_zai/test_zai_thinking_mode", 0, "chat", "apart"),
    ("z-ai-stream", "test_zai/test_zai_thinking_stream", 0, "chat", "apart"),
    ("snowflake", "test_snowflake/test_snowflake_model_simple", 0, "chat", "none"),
    ("snowflake-stream", "test_snowflake/test_snowflake_model_streaming", 0, "chat", "none"),
]
TAGGED = ["<think>\n", THOUGHTS, "\n</think>\n\n", ANSWER]


def disguise(identifier):
    """Returns an identifier of the same shape: what follows the first separator has other characters."""
    cut = re.search(r"[-_]", identifier)
    head = identifier[:cut.end()] if cut else ""
    return head + "".join(str((i * 7 + 1) % 10) if c.isalnum() else c for i, c in enumerate(identifier[len(head):]))


def scrub(node):
    """Replaces, in place, what identifies somebody or cannot be read."""
    if isinstance(node, list):
        for each in node:
            scrub(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in OPAQUE and isinstance(value, str) and value:
                node[key] = "opaque"
            elif (key == "id" or key.endswith("_id")) and isinstance(value, str) and key != "model_id":
                node[key] = disguise(value)
            elif key == "instructions" and isinstance(value, str):
                node[key] = "Be brief."
            else:
                scrub(value)


class Texts:
    """Hands out our own text in place of a stream's pieces, or whole."""

    def __init__(self, place, stream, pieces):
        self.answers = (list(TAGGED) if place == "tags" else [ANSWER[:6], ANSWER[6:]]) if stream else ["".join(TAGGED) if place == "tags" else ANSWER]
        self.thoughts = [THOUGHTS[:8], THOUGHTS[8:]] if stream else [THOUGHTS]
        if stream and pieces["answer"] < len(self.answers):
            self.answers = ["".join(self.answers)]
        if stream and pieces["thought"] < len(self.thoughts):
            self.thoughts = ["".join(self.thoughts)]

    def take(self, kind):
        rest = self.answers if kind == "answer" else self.thoughts
        return rest.pop(0) if rest else None


def places(message):
    """Yields (kind, holder, key) of each text in a chat message or delta, first the ones that count."""
    content = message.get("content")
    if isinstance(content, str) and content:
        yield "answer", message, "content"
    elif isinstance(content, list):
        for part in content:
            if part.get("type") == "thinking":
                for inner in part["thinking"]:
                    yield "thought", inner, "text"
            elif part.get("text"):
                yield "answer", part, "text"
    for name in ("reasoning_content", "reasoning"):
        if isinstance(message.get(name), str) and message[name]:
            yield "thought", message, name
            break


def chat(node, texts):
    """Reshapes a chat reply or chunk; returns whether it is kept."""
    kept = True
    for choice in node.get("choices", []):
        message = choice.get("message") or choice.get("delta") or {}
        found = list(places(message))
        for kind, holder, key in found:
            text = texts.take(kind)
            if text is None:
                kept = False
            else:
                holder[key] = text
                if kind == "thought":
                    for detail in message.get("reasoning_details") or []:
                        for name in ("text", "summary"):
                            if detail.get(name):
                                detail[name] = text
        message.pop("tool_calls", None) if message.get("tool_calls") == [] else None
    return kept


def messages(node, texts):
    kind = node.get("type")
    if kind == "content_block_delta":
        delta = node["delta"]
        key = {"thinking_delta": "thinking", "text_delta": "text"}.get(delta["type"])
        if key:
            text = texts.take("thought" if key == "thinking" else "answer")
            if text is None:
                return False
            delta[key] = text
        return True
    for block in node.get("content", []) if isinstance(node.get("content"), list) else []:
        if block["type"] == "thinking":
            block["thinking"] = texts.take("thought")
        elif block["type"] == "text":
            block["text"] = texts.take("answer")
    return True


def whole_response(node):
    """Replaces the texts of a whole response, in place; only the first summary is kept."""
    if isinstance(node, list):
        for each in node:
            whole_response(each)
    elif isinstance(node, dict):
        if isinstance(node.get("summary"), list):
            del node["summary"][1:]
        if node.get("type") in ("output_text", "summary_text") and node.get("text"):
            node["text"] = ANSWER if node["type"] == "output_text" else THOUGHTS
        for each in node.values():
            whole_response(each)


def responses(node, texts):
    kind = node.get("type", "")
    if node.get("summary_index", 0) > 0:
        return False
    if kind.endswith(".delta"):
        text = texts.take("answer" if "output_text" in kind else "thought")
        if text is None:
            return False
        node["delta"] = text
    elif kind.endswith("text.done"):
        node["text"] = ANSWER if "output_text" in kind else THOUGHTS
    else:
        whole_response(node)
    return True


RESHAPE = {"chat": chat, "messages": messages, "responses": responses}


def kinds(node, api):
    """Yields what kinds of text an event brings."""
    if api == "chat":
        for choice in node.get("choices", []):
            for kind, _, _ in places(choice.get("message") or choice.get("delta") or {}):
                yield kind
    elif api == "messages" and node.get("type") == "content_block_delta":
        if node["delta"]["type"] in ("thinking_delta", "text_delta"):
            yield "answer" if node["delta"]["type"] == "text_delta" else "thought"
    elif api == "responses" and node.get("type", "").endswith(".delta") and not node.get("summary_index", 0):
        yield "answer" if "output_text" in node["type"] else "thought"


def events(body, api, place):
    """Returns the lines of a stream with our texts, and its events."""
    parsed, blocks = [], []
    for block in re.split(r"\r?\n\r?\n", body.strip()):
        lines = block.splitlines()
        data = [line[5:].strip() for line in lines if line.startswith("data:")]
        node = json.loads(data[0]) if data and data[0] != "[DONE]" else None
        blocks.append((lines, node))
    pieces = {"answer": 0, "thought": 0}
    for _, node in blocks:
        for kind in kinds(node, api) if node else ():
            pieces[kind] += 1
    texts, out, comments = Texts(place, True, pieces), [], 0
    for lines, node in blocks:
        if node is None:
            comments += lines[0].startswith(":")
            if not lines[0].startswith(":") or comments == 1:
                out.append("\n".join(lines))
            continue
        if RESHAPE[api](node, texts):
            scrub(node)
            parsed.append(node)
            out.append("\n".join("data: " + json.dumps(node, separators=(",", ":"), ensure_ascii=False)
                                 if line.startswith("data:") else line for line in lines))
    return "\n\n".join(out) + "\n\n", parsed


def main(repository, folder):
    commit = subprocess.run(["git", "-C", repository, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    for name, cassette, number, api, place in EXCHANGES:
        text = subprocess.run(["git", "-C", repository, "show", "HEAD:%s%s.yaml" % (CASSETTES, cassette)],
                              capture_output=True, text=True, check=True).stdout
        response = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["interactions"][number]["response"]
        body = response.get("parsed_body") or response["body"]["string"]
        if isinstance(body, str) and body.lstrip().startswith("{"):
            body = json.loads(body)
        stream = isinstance(body, str)
        if stream:
            written, nodes = events(body, api, place)
        else:
            texts = Texts(place, False, {})
            if api == "responses":
                whole_response(body)
            else:
                RESHAPE[api](body, texts)
            scrub(body)
            written, nodes = json.dumps(body, ensure_ascii=False), [body]
        model, identifier, finish, counts = about(nodes, api)
        created = next((n.get("created") or n.get("created_at") or (n.get("response") or {}).get("created_at") for n in nodes if n), None)
        fixture = {
            "source": "pydantic/pydantic-ai %s%s.yaml, interaction %d, at %s; texts and identifiers are ours" % (CASSETTES, cassette, number, commit[:12]),
            "recorded": datetime.datetime.fromtimestamp(created, datetime.timezone.utc).date().isoformat() if created else "not told",
            "api": api, "stream": stream, "status": response["status"]["code"],
            "headers": {k: v[0] for k, v in response["headers"].items() if not DROPPED.fullmatch(k.lower())},
            "body": written.split("\n") if stream else written,
            "expected": {"answer": ANSWER, "thoughts": "" if place == "none" else THOUGHTS, "finish": finish, "id": identifier or "", "model": model,
                         "usage": counts},
        }
        pathlib.Path(folder, name + ".json").write_text(json.dumps(fixture, indent=1, ensure_ascii=False) + "\n")
        print(name, fixture["recorded"], "stream" if stream else "whole", finish, counts)


main(*sys.argv[1:])
