"""Collects the cases of other graders' own unit tests as pairs for `assay grade`.

    python3 tools/scorers/math_peers.py CLONES OUT

CLONES holds clones of the projects below, named owner+name. Writes OUT/answers.jsonl (answer
against answer) and OUT/completions.jsonl (whole responses, for --extract), lines of id, gold,
pred, expected, test, project. Cases that ../shared/data/math/equivalence_cases.jsonl already has
are left out. The files are other projects' texts: keep them outside the repository.

Commits measured: Math-Verify 5d148cfa, lighteval 3fd15266, MARIO_EVAL 13584f20, NeMo-Skills
0b012df8, SkyThought 0d190f11, math500-eval-prm fda745cc, inspect_ai 499e6152.
"""
import ast
import json
import pathlib
import sys

FILES = {
    "huggingface+Math-Verify": ["tests/test_all.py", "tests/test_open_thoughts.py",
                                "tests/test_numina_cases.py", "tests/test_yujianll.py"],
    "huggingface+lighteval": ["tests/unit/metrics/test_extractive_match.py"],
    "NVIDIA+NeMo-Skills": ["tests/test_math_equal.py"],
    "NovaSky-AI+SkyThought": ["tests/evals/util/test_math_parsing.py"],
    "bwu1234+math500-eval-prm": ["tests/test_answers.py"],
    "MARIO-Math-Reasoning+MARIO_EVAL": ["math_evaluation/tests/test_is_equiv.py"],
    "UKGovernmentBEIS+inspect_ai": ["tests/scorer/test_math.py"],
}
EQUAL = {"test_equivalent_answers", "test_presentation_differences_are_forgiven",
         "test_equivalence_is_symmetric", "test_correct_examples"}
DIFFERENT = {"test_distinct_answers_do_not_collide", "test_inequivalent_answers",
             "test_presentation_tolerance_is_not_a_free_pass", "test_incorrect_examples",
             "test_real_math500_gold_answers_stay_distinct"}
LETTERS = {"test_extraction", "test_extraction_abc", "test_multilingual_extraction_abc"}


def literal(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, SyntaxError, TypeError):
        return None


def rows(function):
    """Yields (gold, pred, expected or None) of the literal tuples of a test."""
    for node in ast.walk(function):
        value = literal(node) if isinstance(node, (ast.Tuple, ast.List)) else None
        if value and 2 <= len(value) <= 6 and all(isinstance(x, str) for x in value[:2]):
            flags = [x for x in value if isinstance(x, (bool, int)) and x in (0, 1)]
            yield value[0], value[1], bool(flags[0]) if flags else None


def assigned(function):
    """Yields the cases of tests that assign test_in and test_out before each assertion."""
    known = {}
    for node in function.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = literal(node.value)
        call = node.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else None
        name = getattr(call.func, "attr", "") if call else ""
        if name in ("assertTrue", "assertFalse") and isinstance(call.args[0], ast.Call):
            pair = [known.get(x.id) if isinstance(x, ast.Name) else literal(x)
                    for x in call.args[0].args[:2]]
            if len(pair) == 2 and all(isinstance(x, str) for x in pair):
                yield pair[1], pair[0], name == "assertTrue"


def cases(project, text):
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        found = assigned(function) if project.startswith("MARIO") else rows(function)
        for gold, pred, expected in found:
            if project.endswith("inspect_ai"):
                names = [literal(d.args[0]) for d in function.decorator_list
                         if isinstance(d, ast.Call) and d.args]
                if not any(str(n).replace(" ", "").startswith(("answer,target", "('answer','target"))
                           for n in names):
                    continue
                if (gold, pred) == ("answer", "target"):
                    continue
                gold, pred, expected = pred, gold, "incorrect" not in ast.unparse(function)
            if expected is None:
                expected = (True if function.name in EQUAL
                            else False if function.name in DIFFERENT else None)
            if expected is not None and function.name not in LETTERS:
                yield gold, pred, expected, function.name


def main(clones, out):
    shared = pathlib.Path("../shared/data/math/equivalence_cases.jsonl")
    seen = set()
    if shared.exists():
        for line in shared.read_text().splitlines():
            row = json.loads(line)
            seen |= {(str(row["gold"]), str(row["pred"])), (str(row["pred"]), str(row["gold"]))}
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "answers.jsonl", "w") as answers, open(out / "completions.jsonl", "w") as whole:
        def write(project, gold, pred, expected, test, completion):
            if (gold, pred) in seen:
                return
            seen.add((gold, pred))
            row = dict(id=f"p{len(seen):04d}", gold=gold, pred=pred, expected=expected, test=test,
                       project=project)
            print(json.dumps(row), file=whole if completion else answers)

        for project, files in FILES.items():
            for file in files:
                path = pathlib.Path(clones) / project / file
                for gold, pred, expected, test in cases(project, path.read_text()):
                    write(project, gold, pred, expected, test, "$" in pred or len(pred) > 60)
        inspect = pathlib.Path(clones) / "UKGovernmentBEIS+inspect_ai/tests/scorer/math_cases.json"
        for row in json.loads(inspect.read_text()):
            write("UKGovernmentBEIS+inspect_ai", row["target"], row["output"],
                  row["expected"] == "C", row["source"], True)


main(*sys.argv[1:])
