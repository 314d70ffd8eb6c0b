#!/usr/bin/env python3
"""Records exchanges with a running server for harness/src/test/resources/assay/harness/endpoint/exchanges.

Usage: tools/exchanges/record.py BASE_URL MODEL NAME "SERVER, MODEL, COMMAND" FOLDER [KIND...]

  vllm serve SmolLM2-135M-Instruct --served-model-name smollm2 --dtype float32 --max-model-len 2048 --enforce-eager &
  tools/exchanges/record.py http://127.0.0.1:8000/v1 smollm2 vllm "vLLM 0.32.0 ..., as 'vllm serve ...'" FOLDER

Asks what the program asks (kinds with thoughts only where they are named), with the key in OPENAI_API_KEY if there is one, and writes NAME-KIND.json for each kind, or for
the named ones: request, status, headers and body as they came, and what the program has to read in them. The expected
values do not come from the program: counts and ends are taken from the reply by said.py, and log-likelihoods as
lm-evaluation-harness does, by the number of the context's tokens, which the server's own /tokenize tells (vLLM, SGLang) or
a tokenizer.json in TOKENIZER (needs the package tokenizers).
"""
import datetime, json, os, pathlib, sys, urllib.error, urllib.request

from said import about

ASKED = [{"role": "user", "content": "What is the capital of France?"}]
TEXT = "The capital of France is"
SAMPLED = {"max_tokens": 12, "temperature": 0.0, "top_p": 1.0, "seed": 0}
ENDED = {"stream": True, "stream_options": {"include_usage": True}}
SCORED = {"max_tokens": 1, "temperature": 0, "echo": True, "logprobs": 1}
KEPT = {"content-type", "server", "retry-after", "x-request-id", "content-encoding", "www-authenticate", "llm_provider-retry-after"}

# The context and what may follow it; of the second no character but the blanks and the colon is one token everywhere.
CITY = (TEXT, [" Paris", " Rome", " the moon and the stars."])
HALF = ("\u6771\u4eac \u2013 \u014csaka \u2603:", [" \u5927\u962a", " Paris"])
LONG = "one two " * 3000

# What tools/exchanges/litellm.yaml has by name, and what has to come of it: the end of the run, or a failure of the one sample
# with what it says or whether the call is made again first.
AGAIN = {"cause": "ENDPOINT_ERROR", "again": True}
FAULTS = {
    "rate": {"cause": "ENDPOINT_ERROR", "says": "asks for a wait of 2 s"}, "limited": {"cause": "ENDPOINT_ERROR", "says": "asks for a wait of "},
    "broken": AGAIN, "busy": AGAIN, "html": AGAIN, "hangs": AGAIN, "dead": AGAIN,
    "poor": {"ends": "udget"},
    "quota": {"ends": "You exceeded your current quota"}, "payment": {"ends": "Insufficient credits"}, "badkey": {"ends": "Incorrect API key"},
    "nomodel": {"ends": "does not exist"}, "toolong": {"cause": "CONTEXT_OVERFLOW", "again": False}, "filtered": {"cause": "CONTENT_FILTER", "again": False},
    "empty": {},
}

# Thoughts of a model that has none: what vllm serve --reasoning-parser granite --structured-outputs-config
# '{"enable_in_reasoning": true}' takes apart.
THOUGHTS = {"structured_outputs": {"regex": "Here is my thought process: [a-z]{5,9}\\. Here is my response: (Paris|Rome)"}}


def kinds():
    """Returns what is asked by kind: interface, path, body, and what has to come of it where that is no answer."""
    chat, text = {"messages": ASKED, **SAMPLED}, {"prompt": TEXT, **SAMPLED}
    responses = {"input": ASKED, "max_output_tokens": 12, "temperature": 0.0, "top_p": 1.0, "store": False}
    messages = {"messages": ASKED, "max_tokens": 12, "temperature": 0.0}
    asked = {
        "chat": ("chat", "chat/completions", chat, {}),
        "chat-stream": ("chat", "chat/completions", {**chat, **ENDED}, {}),
        "text": ("completions", "completions", text, {}),
        "text-stream": ("completions", "completions", {**text, **ENDED}, {}),
        "responses": ("responses", "responses", responses, {}),
        "responses-stream": ("responses", "responses", {**responses, "stream": True}, {}),
        "responses-cut": ("responses", "responses", {**responses, "input": [{"role": "user", "content": "Tell a story."}]}, {}),
        "messages": ("messages", "messages", messages, {}),
        "messages-stream": ("messages", "messages", {**messages, "stream": True}, {}),
        "spent": ("chat", "chat/completions", chat, {"ends": "udget"}),
        "unknown-model": ("chat", "chat/completions", {**chat, "model": "another"}, {"ends": "another"}),
        "too-long": ("chat", "chat/completions", {**chat, "messages": [{"role": "user", "content": LONG}]}, {"cause": "CONTEXT_OVERFLOW"}),
        "too-many-tokens": ("chat", "chat/completions", {**chat, "max_tokens": 100000}, {"ends": "--max-tokens"}),
        "wrong-key": ("chat", "chat/completions", chat, {"ends": "and the key"}),
        "stop": ("chat", "chat/completions", {**chat, "stop": [" "], "max_tokens": 40}, {}),
        "stop-stream": ("chat", "chat/completions", {**chat, "stop": [" "], "max_tokens": 40, **ENDED}, {}),
    }
    for fault, outcome in FAULTS.items():
        asked["upstream-" + fault] = ("chat", "chat/completions", {**chat, "model": fault}, outcome)
    for fault in ("nochoices", "midstream"):
        asked["upstream-" + fault] = ("chat", "chat/completions", {**chat, **(ENDED if fault == "midstream" else {}), "model": fault}, {**AGAIN, "status": 200})
    asked["upstream-busy-stream"] = ("chat", "chat/completions", {**chat, **ENDED, "model": "busy"}, AGAIN)
    asked["upstream-endless"] = ("chat", "chat/completions", {**chat, **ENDED, "model": "endless"}, {})
    asked["upstream-broken-text"] = ("completions", "completions", {**text, "model": "broken"}, AGAIN)
    asked["upstream-broken-responses"] = ("responses", "responses", {**responses, "model": "broken"}, AGAIN)
    asked["upstream-broken-messages"] = ("messages", "messages", {**messages, "model": "broken"}, AGAIN)
    for kind in ("chat", "chat-stream", "responses", "responses-stream"):
        api, path, body, outcome = asked[kind]
        limit = {"max_output_tokens": 60} if api == "responses" else {"max_tokens": 60}
        asked[kind.replace(api, api + "-thoughts")] = (api, path, {**body, **THOUGHTS, **limit}, outcome)
    for kind, (context, options) in {"echo": CITY, "echo-half": HALF}.items():
        asked[kind] = ("completions", "completions", {"prompt": [context + each for each in options], **SCORED}, {"context": context})
        own = {**SCORED, "prompt_logprobs": 1}
        del own["echo"], own["logprobs"]
        asked[kind.replace("echo", "prompt-logprobs")] = ("completions", "completions", {"prompt": [context + each for each in options], **own}, {"context": context})
    return asked


def call(url, body, key):
    headers = {"Content-Type": "application/json", **({"Authorization": "Bearer " + key, "x-api-key": key} if key else {})}
    try:
        reply = urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers))
    except urllib.error.HTTPError as e:
        reply = e
    with reply:
        return reply.status, {k: v for k, v in reply.headers.items() if k.lower() in KEPT}, reply.read().decode()


def tokens(base, model, text, key):
    """Returns how many tokens a text has, without such as the server puts before it."""
    if "TOKENIZER" in os.environ:
        from tokenizers import Tokenizer
        return len(Tokenizer.from_file(os.environ["TOKENIZER"]).encode(text, add_special_tokens=False).ids)
    _, _, body = call(base.removesuffix("/v1") + "/tokenize", {"model": model, "prompt": text, "add_special_tokens": False}, key)
    return json.loads(body)["count"]


def scored(choice, behind, own):
    """Returns log-likelihood, tokens and greediness of the last tokens of a prompt."""
    if own:
        places = choice["prompt_logprobs"][-behind:]
        values = [next(iter(place.values()))["logprob"] for place in places]
        best = [max(each["logprob"] for each in place.values()) for place in places]
    else:
        told = choice["logprobs"]
        values = told["token_logprobs"][-1 - behind:-1]
        best = [max([*(top or {}).values(), value]) for top, value in zip(told["top_logprobs"][-1 - behind:-1], values)]
    return {"loglikelihood": sum(values), "tokens": behind, "greedy": values == best}


def events(body):
    data = [line[5:].strip() for line in body.splitlines() if line.startswith("data:")]
    return [json.loads(each) for each in data if each != "[DONE]"]


def texts(nodes, api):
    """Returns answer and thoughts of a reply or of its events."""
    answer, thoughts = [], []
    for node in nodes:
        if api in ("chat", "completions"):
            for choice in node.get("choices", []):
                part = choice.get("message") or choice.get("delta") or {}
                answer.append(choice.get("text") or part.get("content") or "")
                thoughts.append(part.get("reasoning_content") or part.get("reasoning") or "")
        elif api == "messages":
            for block in [node.get("delta") or {}] if "delta" in node else node.get("content", []):
                answer.append(block.get("text", ""))
                thoughts.append(block.get("thinking", ""))
        else:
            whole = node if node.get("object") == "response" else node.get("response", {}) if node.get("type") in ("response.completed", "response.incomplete") else {}
            for item in whole.get("output", []):
                for part in [*(item.get("content") or []), *(item.get("summary") or [])]:
                    (thoughts if item["type"] == "reasoning" else answer).append(part.get("text", ""))
    return "".join(answer), "".join(thoughts)


def streamed(headers):
    """Returns whether events came, which some servers also send unasked."""
    return any(name.lower() == "content-type" and value.startswith("text/event-stream") for name, value in headers.items())


def expected(base, model, key, api, headers, body, asked, outcome):
    if "ends" in outcome or "cause" in outcome:
        return outcome
    nodes = events(body) if streamed(headers) else [json.loads(body)]
    if "context" not in outcome:
        named, identifier, finish, counts = about(nodes, api)
        answer, thoughts = texts(nodes, api)
        read = {"answer": answer, "thoughts": thoughts, "finish": finish, "id": identifier, "model": named, "usage": counts}
        # Not all servers have a word for a response that was cut.
        return {**read, "cut": True} if finish == "completed" and counts["completion"] == asked["max_output_tokens"] else read
    context, options = outcome["context"], []
    before = tokens(base, model, context, key)
    for prompt, choice in zip(asked["prompt"], sorted(nodes[0]["choices"], key=lambda each: each["index"])):
        behind = tokens(base, model, prompt, key) - before
        options.append({"continuation": prompt[len(context):], **scored(choice, behind, "prompt_logprobs" in asked)})
    return {"context": context, "options": options}


def main(base, model, name, source, folder, *wanted):
    key = os.environ.get("OPENAI_API_KEY", "")
    for kind, (api, path, body, outcome) in kinds().items():
        if kind not in wanted if wanted else "thoughts" in kind:
            continue
        asked = {"model": model, **body}
        status, headers, body = call(base + "/" + path, asked, "wrong" if kind == "wrong-key" else key)
        failing = "ends" in outcome or "cause" in outcome
        if (status == 200) != (not failing or outcome.get("status") == 200):
            print(name, kind, "is left out: status %d" % status, body[:200])
            continue
        fixture = {
            "source": source, "recorded": datetime.date.today().isoformat(), "api": api, "stream": bool(asked.get("stream")),
            "request": asked if len(json.dumps(asked)) < 5000 else {"left out": "3,000 times 'one two '"},
            "status": status, "headers": headers, "body": body.split("\n") if streamed(headers) else body,
            "expected": expected(base, model, key, api, headers, body, asked, outcome),
        }
        pathlib.Path(folder, "%s-%s.json" % (name, kind)).write_text(json.dumps(fixture, indent=1, ensure_ascii=False) + "\n")
        print(name, kind, status, json.dumps(fixture["expected"], ensure_ascii=False)[:300])


main(*sys.argv[1:])
