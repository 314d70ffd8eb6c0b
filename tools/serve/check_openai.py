#!/usr/bin/env python3
"""Asks a server of `assay serve` through the `openai` package, synchronous and asynchronous.

  check_openai.py BASE_URL MODEL

Prints a line for each thing that holds and ends with status 0, or with a traceback at the first that
does not. Needs the packages of requirements.txt (venv.sh).
"""
import asyncio
import sys

import openai

MESSAGES = [{"role": "user", "content": "Say one two three"}]
GREEDY = {"temperature": 0, "max_tokens": 12, "extra_body": {"ignore_eos": True}}


def holds(what, condition):
    if not condition:
        raise AssertionError(what)
    print("ok", what)


def models(client, model):
    holds("models are listed", [m.id for m in client.models.list()] == [model])
    holds("a model is found by its name", client.models.retrieve(model).id == model)


def texts(client, model):
    whole = client.completions.create(model=model, prompt="one two", **GREEDY)
    holds("a text is continued", len(whole.choices[0].text) > 0 and whole.usage.completion_tokens == 12)
    holds("a text ends for its length", whole.choices[0].finish_reason == "length")
    several = client.completions.create(model=model, prompt=["one two", "three"], n=2, seed=5, max_tokens=8)
    holds("prompts and choices are numbered", [c.index for c in several.choices] == [0, 1, 2, 3])
    parts = list(client.completions.create(model=model, prompt="one two", stream=True, **GREEDY))
    holds("a stream is the text", "".join(p.choices[0].text for p in parts) == whole.choices[0].text)
    scored = client.completions.create(model=model, prompt="one two", logprobs=2, echo=True, **GREEDY)
    logprobs = scored.choices[0].logprobs
    holds("a prompt comes back with log-probabilities",
          scored.choices[0].text == "one two" + whole.choices[0].text
          and logprobs.token_logprobs[0] is None and all(p < 0 for p in logprobs.token_logprobs[1:])
          and len(logprobs.tokens) == scored.usage.total_tokens == len(logprobs.text_offset))


def chats(client, model):
    whole = client.chat.completions.create(model=model, messages=MESSAGES, logprobs=True, top_logprobs=3, n=2, **GREEDY)
    holds("a conversation is answered", whole.choices[0].message.role == "assistant" and whole.choices[0].message.content)
    holds("choices are as many as asked for", [c.index for c in whole.choices] == [0, 1])
    content = whole.choices[0].logprobs.content
    holds("each token has its log-probability and the likeliest",
          len(content) == 12 and all(t.logprob <= 0 and len(t.top_logprobs) == 3 for t in content))
    stream = client.chat.completions.create(
        model=model, messages=MESSAGES, stream=True, stream_options={"include_usage": True}, **GREEDY)
    parts = list(stream)
    text = "".join(p.choices[0].delta.content or "" for p in parts if p.choices)
    holds("a stream is the answer", text == whole.choices[0].message.content)
    holds("a stream ends with its usage", parts[-1].usage.completion_tokens == 12 and not parts[-1].choices)


def refusals(client, model):
    for field, value in (("response_format", {"type": "json_object"}), ("temperature", "hot")):
        try:
            client.chat.completions.create(model=model, messages=MESSAGES, extra_body={field: value})
            raise AssertionError(field)
        except openai.BadRequestError as e:
            holds("a refusal names %s" % field, e.param == field and field in e.message)
    try:
        client.completions.create(model="gpt-x", prompt="a")
        raise AssertionError("gpt-x")
    except openai.NotFoundError as e:
        holds("a model that is not there is not found", e.code == "model_not_found")


async def together(base_url, model, alone):
    async with openai.AsyncOpenAI(base_url=base_url, api_key="none") as client:
        async def streamed():
            stream = await client.chat.completions.create(model=model, messages=MESSAGES, stream=True, **GREEDY)
            return "".join([p.choices[0].delta.content or "" async for p in stream if p.choices])
        whole = [client.chat.completions.create(model=model, messages=MESSAGES, **GREEDY) for _ in range(8)]
        answers = await asyncio.gather(*whole, *[streamed() for _ in range(8)])
        texts = [a if isinstance(a, str) else a.choices[0].message.content for a in answers]
        holds("sixteen at once are the same as one", texts == [alone] * 16)
        stream = await client.completions.create(
            model=model, prompt="one", stream=True, max_tokens=2000, extra_body={"ignore_eos": True})
        async for _ in stream:
            break
        await stream.close()
        holds("a stream may be left", True)


def main():
    base_url, model = sys.argv[1:]
    client = openai.OpenAI(base_url=base_url, api_key="none")
    models(client, model)
    texts(client, model)
    chats(client, model)
    refusals(client, model)
    alone = client.chat.completions.create(model=model, messages=MESSAGES, **GREEDY).choices[0].message.content
    asyncio.run(together(base_url, model, alone))


if __name__ == "__main__":
    main()
