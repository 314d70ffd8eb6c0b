"""Has LiveCodeBench's own code judge programs and write its eval_all file. See README.md beside this file."""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
DEMO = HERE.parent.parent / "tasks/src/test/resources/assay/tasks/demo"
TIMEOUT = 2
BOARDED = """n = int(input())
on = most = 0
for _ in range(n):
    left, entered = map(int, input().split())
    on += entered - left
    most = max(most, on)
print(most)"""


def fenced(code):
    return f"Count the passengers.\n```python\n{code}\n```"


def main(source, target):
    sys.path.insert(0, source)
    from lcb_runner.benchmarks.code_generation import CodeGenerationProblem
    from lcb_runner.evaluation import codegen_metrics, extract_instance_results
    from lcb_runner.lm_styles import LMStyle
    from lcb_runner.utils.extraction_utils import extract_code

    rows = [json.loads(line) for line in (DEMO / "programming.jsonl").open()]
    problems = []
    for row in [r for r in rows if "func_name" not in r["metadata"]][:3]:
        row = {k: row[k] for k in CodeGenerationProblem.__dataclass_fields__}
        problems.append(CodeGenerationProblem(**{**row, "platform": "atcoder"}))
    outputs = [
        [fenced(BOARDED), fenced(BOARDED.replace("max(most, on)", "on")), fenced("print(0"), fenced("while True: pass"), fenced("raise ValueError('empty')"), "I cannot."],
        [fenced("print(1)")] * 6,
        [""] * 6,
    ]
    codes = [[extract_code(output, LMStyle.OpenAIChat) for output in each] for each in outputs]
    metrics = codegen_metrics([p.get_evaluation_sample() for p in problems], codes, num_process_evaluate=2, timeout=TIMEOUT)
    graded = extract_instance_results(metrics[1])
    rows = [
        problem.insert_output_evaluation(output, code, grade, metadata=meta)
        for problem, output, code, grade, meta in zip(problems, outputs, codes, graded, metrics[2])
    ]
    target.write_text(json.dumps(rows, indent=4))
    print(metrics[0]["pass@1"], graded)
    print([[json.loads(m).get("error_message") for m in meta] for meta in metrics[2]])


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
