"""What a reply of an endpoint says about itself, read without the program: for reshape.py and record.py."""


def usage(node, api):
    """Returns the counts of a reply."""
    given = node.get("usage") or {}
    if api in ("chat", "completions"):
        names = ("prompt_tokens", "completion_tokens", "completion_tokens_details.reasoning_tokens", "prompt_tokens_details.cached_tokens")
    else:
        names = ("input_tokens", "output_tokens", "output_tokens_details.reasoning_tokens", "input_tokens_details.cached_tokens")
    counts = []
    for name in names:
        value = given
        for part in name.split("."):
            value = (value or {}).get(part) if isinstance(value, dict) else None
        counts.append(given.get("cached_tokens") if value is None and name.endswith("cached_tokens") else value)
    if api == "messages":
        read, made = given.get("cache_read_input_tokens") or 0, given.get("cache_creation_input_tokens") or 0
        counts[0], counts[3] = counts[0] + read + made, given.get("cache_read_input_tokens")
    return dict(zip(("prompt", "completion", "reasoning", "cached"), counts))


def about(nodes, api):
    """Returns model, id, finish and usage as the reply, or all events of it, say them."""
    if api in ("chat", "completions"):
        first = nodes[0]
        finishes = [c.get("finish_reason") for n in nodes for c in n.get("choices", []) if c.get("finish_reason")]
        last = [n if n.get("usage") else n["x_groq"] for n in nodes if n.get("usage") or (n.get("x_groq") or {}).get("usage")]
        return first.get("model"), first.get("id"), finishes[-1] if finishes else "", usage(last[-1], api) if last else usage({}, api)
    if api == "messages":
        if nodes[0].get("type") != "message_start":
            whole = nodes[0]
            return whole["model"], whole["id"], whole["stop_reason"], usage(whole, api)
        whole = nodes[0]["message"]
        delta = [n for n in nodes if n.get("type") == "message_delta"][-1]
        return whole["model"], whole["id"], delta["delta"]["stop_reason"], usage({"usage": {**whole["usage"], **delta["usage"]}}, api)
    whole = nodes[0] if nodes[0].get("object") == "response" else nodes[-1]["response"]
    return whole["model"], whole["id"], whole["status"], usage(whole, api)
