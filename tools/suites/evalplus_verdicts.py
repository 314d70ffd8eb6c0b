#!/usr/bin/env python3
"""What EvalPlus itself says of solutions and of completions of the project's own problems, for EvalPlusTest,
and what it asks endpoints, chat models that it runs itself, and base models.

    git clone https://github.com/evalplus/evalplus   (26d6d00)
    pip install tree-sitter==0.26.0 tree-sitter-python==0.25.0 numpy tqdm termcolor tempdir wget appdirs psutil
    PYTHONPATH=evalplus python3 tools/suites/evalplus_verdicts.py
"""

import json
import pathlib
import sys
import types

for name in ("openai", "openai.types", "openai.types.chat", "httpx", "datasets"):  # nothing is fetched
    sys.modules.setdefault(name, types.ModuleType(name))
sys.modules["openai"].Client = object
sys.modules["openai.types.chat"].ChatCompletion = object
sys.modules["datasets"].load_dataset = None

from evalplus.codegen import run_codegen  # noqa: E402,F401  (its prefix is read from it)
from evalplus.data.mbpp import mbpp_deserialize_inputs  # noqa: E402
from evalplus.eval import PASS, untrusted_check  # noqa: E402
from evalplus.eval._special_oracle import MBPP_OUTPUT_NOT_NONE_TASKS  # noqa: E402
from evalplus.gen.util import trusted_exec  # noqa: E402
from evalplus.provider.utility import make_raw_chat_prompt  # noqa: E402
from evalplus.sanitize import sanitize  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
SOLUTIONS = {
    "mean_of": ["return sum(values) / len(values)", "return sum(values) / len(values) + 1e-7", "return sum(values) / len(values) + 1e-3", "return round(sum(values) / len(values))", "return str(sum(values) / len(values))", "return sum(values) // len(values)"],
    "split_at": ["return (values[:at], values[at:])", "return [values[:at], values[at:]]", "return values[:at], values[at - len(values):] if values else []", "return None"],
    "halves": ["return [v / 2 for v in values]", "return [v / 2 + 0.005 for v in values]", "return [v / 2 + 0.02 for v in values]", "return tuple(v / 2 for v in values)", "return [v / 2 for v in values] + [0]", "return [v // 2 + 0.5 * (v % 2) for v in values]", "return [[v / 2 + 0.001 for v in values]] * len(values)", "return [[v / 2 + 0.001] for v in values]", "return [(v / 2 + 0.001, v / 2) for v in values]", "return [[v / 2 + 0.001] if i else v / 2 for i, v in enumerate(values)]", "return [[[v / 2 + 0.001 for v in values]]] * len(values)", "return [[v / 2 + 0.001 for v in values], []][:len(values)]", "return [[v / 2 + 0.001 for v in values] + [None]] * len(values)", "return [2**70 for v in values]", "return [str(v / 2) for v in values]"],
    "find_zero": ["import math\n    lo, hi = -1000.0, 1000.0\n    f = lambda x: sum(c * x ** i for i, c in enumerate(xs))\n    for _ in range(200):\n        m = (lo + hi) / 2\n        lo, hi = (m, hi) if f(lo) * f(m) > 0 else (lo, m)\n    return lo", "return 0", "return -0.5", "raise ValueError('no')"],
    "largest": ["return max(values, default=None)", "return max(values)", "return sorted(values)[-1] if values else None", "return max([0] + values)"],
    "similar_elements": ["return tuple(set(first) & set(second))", "return sorted(set(first) & set(second))", "return [x for x in first if x in second]", "return first"],
    "sum_div": ["return 0", "return sum(i for i in range(1, number) if number % i == 0)", "return number", "return 1"],
    "are_equivalent": ["return a == b", "return 'whatever'", "return 1 / 0"],
    "surface_Area": ["return 2 * base * height + base**2", "import math\n    return round(base**2 + 2 * base * math.sqrt(base**2 / 4 + height**2))", "return base * height", "return 'x'"],
    "digit_distance_nums": ["return sum(map(int, str(abs(a - b))))", "a, b = str(a), str(b)\n    n = max(len(a), len(b))\n    return sum(abs(int(x) - int(y)) for x, y in zip(a.zfill(n), b.zfill(n)))", "return abs(a - b)"],
    "find_char_long": ["return [w for w in text.split() if len(w) > 3]", "return set(w for w in text.split() if len(w) > 3)", "return [w for w in text.split() if len(w) > 4]"],
    "same_length": ["return len(set(map(len, groups))) < 2", "return all(isinstance(g, tuple) for g in groups) and len(set(map(len, groups))) < 2", "return True"],
    "as_polar": ["import cmath\n    return cmath.polar(number)", "import math\n    return (abs(number), math.atan2(number.imag, number.real))", "return (abs(number), 0.0)"],
    "angle_of": ["import cmath\n    return cmath.phase(real + other)", "import math\n    return math.atan2(other.imag, real + other.real)", "return 0.0"],
    "text_starta_endb": ["import re\n    return re.search('^a.*b$', text)", "return text.startswith('a') and text.endswith('b')", "return 'yes' if text[0] == 'a' and text[-1] == 'b' else None", "return 'yes'"],
}

SAME = "def similar_elements(first, second):\n    return tuple(set(first) & set(second))\n"
MEAN = "def mean_of(values):\n    return sum(values) / len(values)\n"
# Completions by the way in which a model was asked, with the problem that they answer.
COMPLETIONS = {
    "chat": {
        "Mbpp/2": [
            "", "Sure!", "```python\n" + SAME + "\n```", SAME, "Sure!\n```python\n" + SAME, "```\n" + SAME + "```\nNote ``` here", "\0" + SAME, "\ufeff" + SAME,
            "```python\n" + SAME + "```\n```python\nprint(1)\n```", "```python\n" + SAME + "```\nExample:\n```python\n" + "print(similar_elements([1], [1]))\n" * 5 + "```",
            "def similar_elements(a,b):\n  return (", SAME + "\nimport os; os._exit(0)", "import os\nos._exit(0)\n" + SAME, "# -*- coding: latin-1 -*-\n" + SAME, SAME.replace("\n", "\r\n"),
            "class similar_elements:\n  def __init__(s,a,b):pass\n", "similar_elements=lambda a,b:tuple(set(a)&set(b))", "from __future__ import annotations\n" + SAME,
            "```python\n    def similar_elements(first, second):\n        return tuple(set(first) & set(second))\n    \n```", SAME + "\nif __name__=='__main__':\n  raise SystemExit(1)", "```Python\n" + SAME + "\n```",
            "def helper(x):\n    return x\n" + SAME + "\nThe end of it all.", "The function uses `set`:\n" + SAME, "Here ``` it is:\n" + SAME + "Done.", "import functools\n@functools.cache\n" + SAME, "import functools\n@functools.cache\ndef tool(x):\n    return x\n" + SAME.replace("tuple(", "tool("),
            "def similar_elements(first, second):\n    print(first)\n", "def both(a, b):\n    out.extend(set(a) & set(b))\nout = []\ndef similar_elements(first, second):\n    both(first, second)\n    return out\n",
            "def similar_elements(first, second):\n    return ()\n" + SAME, "LIMIT: int = 9\n" + SAME.replace("tuple(", "tuple(x for x in ").replace("))", ") if x < LIMIT)"), "LIMIT = 1\nLIMIT = 9\n" + SAME.replace("tuple(", "tuple(x for x in ").replace("))", ") if x < LIMIT)"),
            "    return tuple(set(first) & set(second))\n", "while True: pass\n" + SAME, "raise SystemExit(0)\n" + SAME, "print 'hello'\n" + SAME, SAME + "assert similar_elements([1], [1]) == 'never'\n", "try:\n    from math import gcd\nexcept ImportError:\n    gcd = None\n" + SAME, "from math import absent\n" + SAME,
            "<think>\n```python\n" + SAME + "    # and more\n    # and more\n```\n</think>\n```python\ndef similar_elements(a, b):\n    return 1\n```", 'def similar_elements(first, second):\n    """\n    ```\n    doc\n    ```\n    """\n    return tuple(set(first) & set(second))\n',
        ],
        "HumanEval/0": ["    return sum(values) / len(values)\n", MEAN, "```python\n" + MEAN + "\n", "def mean_of(values):\n\tif values:\n        return sum(values) / len(values)\n"],
    },
    "chat-prefilled": {
        "HumanEval/0": [MEAN, MEAN + "```\nIt sums them.", "def mean_of(values):\n\tif values:\n        return sum(values) / len(values)\n", "\n\n" + MEAN + "\nprint(mean_of([1]))"],
    },
    "completion": {
        "HumanEval/0": ["    return sum(values) / len(values)\n", "\treturn sum(values) / len(values)\n", "    return sum(values) / len(values)\n\ndef other(x):\n    return x", "    return sum(values) / len(values)\n\nThat is the mean.", "", "return sum(values) / len(values)", "    pass\n\n" + MEAN, "    total = sum(values)\n    return total / len(val"],
        "Mbpp/2": [SAME, SAME + "\nassert similar_elements([], []) == ()\n", "    return 1\n", SAME[:-3]],
    },
}


def solution(way, row, completion):
    """Returns what `codegen` writes for a completion, by the decoder that asks so."""
    if way != "chat":
        completion = completion.replace("\t", "    ")  # `VllmDecoder.codegen`
    if way == "completion":
        completion = row["prompt"].strip() + "\n" + completion
    return sanitize(completion, row["entry_point"])


def check(suite, row, inputs, code):
    calls = row[inputs] if suite == "humaneval" else mbpp_deserialize_inputs(row["task_id"], row[inputs])
    reference = row["prompt"] + row["canonical_solution"]
    not_none = suite == "mbpp" and row["entry_point"] in MBPP_OUTPUT_NOT_NONE_TASKS
    expected, times = trusted_exec(reference, calls, row["entry_point"], record_time=True, output_not_none=not_none)
    return untrusted_check(suite, code, calls, row["entry_point"], expected, row["atol"], times, fast_check=True)[0] == PASS


def fixture(protocol, data, sample, content):
    stem = ROOT / "prompts" / f"{protocol.replace('/', '.')}.{sample.replace('/', '-')}"
    stem.with_name(stem.name + ".input").write_text(f"{protocol}\n{data}\n{sample}\n")
    stem.with_name(stem.name + ".expected").write_text(f"{content}\n=== end ===\n")


def asked(prompt):
    """Returns the message of EvalPlus' decoder for endpoints."""
    import inspect

    from evalplus.provider.openai import OpenAIChatDecoder

    decoder = OpenAIChatDecoder.__new__(OpenAIChatDecoder)
    source = inspect.getsource(run_codegen)
    decoder.instruction_prefix = source.split('instruction_prefix = "')[1].split('"')[0]
    decoder.temperature, decoder.batch_size, decoder.name = 0, 1, "own"
    sent = []
    decoder._codegen_api_batch = lambda message, count: sent.append(message) or [""]
    decoder.codegen(prompt, do_sample=False, num_samples=1)
    return sent[0]


class Tokenizer:
    """Shows messages as the fixtures do."""

    chat_template = "of the fixtures"

    def apply_chat_template(self, messages, tokenize):
        return "".join(f"=== {message['role']} ===\n{message['content']}\n" for message in messages)


def prefilled(prompt):
    """Returns the prompt of a chat model whose answer EvalPlus begins."""
    import inspect

    source = inspect.getsource(run_codegen)
    instruction, response = (source.split(f'{name} = "')[1].split('"')[0] for name in ("instruction_prefix", "response_prefix"))
    return make_raw_chat_prompt(prompt, instruction, response, Tokenizer())


def main():
    lines, completions = [], []
    for suite in ("humaneval", "mbpp"):
        data = f"functions/{suite}-plus.jsonl"
        rows = [json.loads(line) for line in (ROOT / "demo" / data).read_text().splitlines()]
        for row in rows:
            head = row["canonical_solution"].split("\n")[0] if suite == "mbpp" else row["prompt"].strip().split("\n")[0]
            for body in SOLUTIONS[row["entry_point"]]:
                code = f"{head}\n    {body}\n"
                verdict = {"base": check(suite, row, "base_input", code), "plus": check(suite, row, "plus_input", code)}
                lines.append({"suite": f"{suite}-plus", "task": row["task_id"], "code": code} | verdict)
        for row in (rows[0], rows[3]):
            prompt = row["prompt"].strip() + "\n"  # as `codegen` in codegen.py
            fixture(f"{suite}-plus/chat", data, row["task_id"], "=== user ===\n" + asked(prompt))
            fixture(f"{suite}-plus/chat-prefilled", data, row["task_id"], prefilled(prompt))
            fixture(f"{suite}-plus/completion", data, row["task_id"], "=== text ===\n" + prompt)
        for way, problems in COMPLETIONS.items():
            for row in (row for row in rows if row["task_id"] in problems):
                for completion in problems[row["task_id"]]:
                    code = solution(way, row, completion)
                    verdict = {"base": check(suite, row, "base_input", code), "plus": check(suite, row, "plus_input", code)}
                    completions.append({"protocol": f"{suite}-plus/{way}", "task": row["task_id"], "completion": completion, "solution": code} | verdict)
    target = ROOT / "functions/evalplus-verdicts.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(json.dumps(line) + "\n" for line in lines))
    target.with_name("evalplus-completions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in completions))


if __name__ == "__main__":
    main()
