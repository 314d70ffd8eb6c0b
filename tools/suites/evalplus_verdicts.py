#!/usr/bin/env python3
"""What EvalPlus itself says of solutions of the project's own problems, for EvalPlusTest, and what
it asks endpoints and base models.

    git clone https://github.com/evalplus/evalplus   (26d6d00)
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

ROOT = pathlib.Path(__file__).resolve().parents[2] / "tasks/src/test/resources/assay/tasks"
SOLUTIONS = {
    "mean_of": ["return sum(values) / len(values)", "return sum(values) / len(values) + 1e-7", "return sum(values) / len(values) + 1e-3", "return round(sum(values) / len(values))", "return str(sum(values) / len(values))", "return sum(values) // len(values)"],
    "split_at": ["return (values[:at], values[at:])", "return [values[:at], values[at:]]", "return values[:at], values[at - len(values):] if values else []", "return None"],
    "halves": ["return [v / 2 for v in values]", "return [v / 2 + 0.005 for v in values]", "return [v / 2 + 0.02 for v in values]", "return tuple(v / 2 for v in values)", "return [v / 2 for v in values] + [0]", "return [v // 2 + 0.5 * (v % 2) for v in values]"],
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


def check(suite, row, inputs, code):
    calls = row[inputs] if suite == "humaneval" else mbpp_deserialize_inputs(row["task_id"], row[inputs])
    reference = row["prompt"] + row["canonical_solution"]
    not_none = suite == "mbpp" and row["entry_point"] in MBPP_OUTPUT_NOT_NONE_TASKS
    expected, times = trusted_exec(reference, calls, row["entry_point"], record_time=True, output_not_none=not_none)
    return untrusted_check(suite, code, calls, row["entry_point"], expected, row["atol"], times, fast_check=True)[0] == PASS


def fixture(protocol, data, sample, role, content):
    stem = ROOT / "prompts" / f"{protocol.replace('/', '.')}.{sample.replace('/', '-')}"
    stem.with_name(stem.name + ".input").write_text(f"{protocol}\n{data}\n{sample}\n")
    stem.with_name(stem.name + ".expected").write_text(f"=== {role} ===\n{content}\n=== end ===\n")


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


def main():
    lines = []
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
            fixture(f"{suite}-plus/chat", data, row["task_id"], "user", asked(prompt))
            fixture(f"{suite}-plus/completion", data, row["task_id"], "text", prompt)
    target = ROOT / "functions/evalplus-verdicts.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(json.dumps(line) + "\n" for line in lines))


if __name__ == "__main__":
    main()
