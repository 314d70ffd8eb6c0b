#!/usr/bin/env python3
"""Records the verdicts of published math graders on pairs of answers.

usage: tools/scorers/math_verdicts.py GRADER FOLDER < pairs.jsonl > verdicts.jsonl

GRADER: hendrycks, prm800k, minerva, qwen or math-verify; the function it stands for is called on both texts after the
normalisation that its project applies to both, as scorers/README.md says. FOLDER: where math_equivalence.py (hendrycks/math
985bdc1), prm/{grader,math_normalize}.py (openai/prm800k 7ecc794), lm/utils.py (lm-evaluation-harness 4e7e0d4) and
qwen/{parser,grader}.py with qwen/latex2sympy (QwenLM/Qwen2.5-Math a45202b) were put; Math-Verify is the installed
package. Nothing of them is part of this repository. Used with sympy 1.12, antlr4-python3-runtime 4.11.1, pylatexenc 2.11
and word2number 1.1, for Math-Verify with sympy 1.14.0, math-verify 0.9.0, latex2sympy2_extended 1.11.0.

Each line out is {"verdict": true|false|null, "seconds": ...}; null is a grader that ended with an exception or after
20 seconds.
"""
import importlib.util
import json
import re
import signal
import sys
import time
import types
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(3000)


def load(name, path, **stubs):
    for stub, content in stubs.items():
        sys.modules[stub] = types.ModuleType(stub)
        sys.modules[stub].__dict__.update(content)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def hendrycks(folder):
    module = load("hendrycks", folder + "/hend/math_equivalence.py")
    return lambda gold, pred: module.is_equiv(pred, gold)


def prm800k(folder):
    package = types.ModuleType("grading")
    package.__path__ = [folder + "/prm"]
    sys.modules["grading"] = package
    package.math_normalize = load("grading.math_normalize", folder + "/prm/math_normalize.py")
    module = load("grading.grader", folder + "/prm/grader.py")
    return lambda gold, pred: module.grade_answer(pred, gold)


def minerva(folder):
    import importlib.metadata as metadata
    real = metadata.version
    metadata.version = lambda name: "4.11.1" if name.startswith("antlr4") else real(name)
    unused = {"Dataset": object}
    module = load("lm", folder + "/lm/utils.py", datasets=unused, math_verify={"parse": None, "verify": None})
    import sympy.parsing.latex.errors  # the module names it without importing it

    def grade(gold, pred):
        return bool(module.is_equiv(module.normalize_final_answer(pred), module.normalize_final_answer(gold)))

    return grade


def qwen(folder):
    sys.path.insert(0, folder + "/qwen")
    sys.path.insert(0, folder + "/qwen/latex2sympy")
    parser = load("qwen_parser", folder + "/qwen/parser.py", utils={})
    grader = load("qwen_grader", folder + "/qwen/grader.py")

    def grade(gold, pred):
        return bool(grader.math_equal(parser.strip_string(pred), parser.strip_string(gold)))

    return grade


def delimited(text):
    known = re.search(r"(?<!\\)\$|\\boxed|\\\(|\\\[", text)
    return text if known else "$" + text + "$"


def math_verify(folder):
    from math_verify import parse, verify
    return lambda gold, pred: verify(parse(delimited(gold)), parse(delimited(pred)))


class Late(BaseException):
    pass


def late(signum, frame):
    raise Late()


def main(name, folder):
    grade = {"hendrycks": hendrycks, "prm800k": prm800k, "minerva": minerva, "qwen": qwen, "math-verify": math_verify}[name](folder)
    # Minerva and Math-Verify set the alarm themselves.
    own = name in ("minerva", "math-verify")
    for line in sys.stdin:
        row = json.loads(line)
        start = time.perf_counter()
        try:
            if not own:
                signal.signal(signal.SIGALRM, late)
                signal.alarm(20)
            verdict = grade(row["gold"], row["pred"])
        except (Exception, Late):
            verdict = None
        if not own:
            signal.alarm(0)
        print(json.dumps({"verdict": verdict, "seconds": round(time.perf_counter() - start, 5)}), flush=True)


main(*sys.argv[1:])
