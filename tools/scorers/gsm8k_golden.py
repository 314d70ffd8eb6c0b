#!/usr/bin/env python3
"""What lm-evaluation-harness itself finds in answers to GSM8K, for HarnessNumberTest.

Runs the filters and the metric of its tasks, as their YAML files configure them, over odd texts and
over the recorded solutions of openai/grade-school-math (MIT), also with their last line in the two
forms that the strict filters look for.

    pip install lm_eval==0.4.13
    python3 tools/scorers/gsm8k_golden.py ../shared/data/math/gsm8k_example_model_solutions_first660.jsonl
"""

import hashlib
import json
import pathlib
import sys

import lm_eval
import yaml
from lm_eval.api.metrics import exact_match_hf_evaluate
from lm_eval.filters.extraction import RegexFilter

TARGET = pathlib.Path(__file__).resolve().parents[2] / "scorers/src/test/resources/assay/scorers/number"
TASKS = pathlib.Path(lm_eval.__file__).parent / "tasks/gsm8k"
NAMES = {
    ("gsm8k.yaml", "strict-match"): "gsm8k/strict",
    ("gsm8k-cot-zeroshot.yaml", "strict-match"): "gsm8k/strict-cot",
    ("gsm8k-cot-zeroshot.yaml", "flexible-extract"): "gsm8k/flexible",
}
ODD = [
    "#### 18", "#### 1,234.", "#### -7", "####18", "#### $18", "#### 18 #### 19", "so 5\n#### 5.0", "#### .", "#### ...", "##### 3",
    "The answer is 18", "The answer is 18.", "The answer is 18 dollars.", "The answer is $18.", "The answer is 1", "The answer is 1\n2",
    "The answer is -3.5.", "The answer is 7. The answer is 8.", "the answer is 18.", "The answer is 18\u2028", "The answer is 1\r\n",
    "The answer is \u0661\u0662.", "18", "7", "It is 7.", "It is 7..", "It is $7", "cost $1,000.50!", "-", "--5", "3-4", "no number", "$$", ".,",
    "a 12 b 345,", "so 18 eggs...", "18\n\n", "x=-0.5", "1e5", "12,", "[invalid]", "", " ", "9 or, rather: ,", "1/2", "50%", "\\boxed{18}", "18.00",
]


def filters():
    for (file, wanted), name in NAMES.items():
        config = yaml.safe_load((TASKS / file).read_text())
        metric = config["metric_list"][0]
        options = {key: metric[key] for key in ("regexes_to_ignore", "ignore_case", "ignore_punctuation")}
        steps = next(each["filter"] for each in config["filter_list"] if each["name"] == wanted)
        regex = {key: value for key, value in steps[0].items() if key != "function"}
        yield name, RegexFilter(**regex), options


def judge(regex, options, text, answer):
    found = regex.apply([[text]], [{}])[0][0]
    return found, bool(exact_match_hf_evaluate([found], [answer], **options)["exact_match"])


def forms(solution):
    head, _, number = solution.rpartition("A: ")
    yield "as recorded", solution
    yield "####", head + "#### " + number
    yield "The answer is", head + "The answer is " + number + "."


def main():
    rows = [json.loads(line) for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
    models = [key for key in rows[0] if key not in ("question", "ground_truth")]
    TARGET.mkdir(parents=True, exist_ok=True)
    recorded = []
    with open(TARGET / "lm-eval.jsonl", "w") as odd:
        for name, regex, options in filters():
            for text in ODD:
                for answer in ("18", "7"):
                    found, correct = judge(regex, options, text, "Worked out.\n#### " + answer)
                    line = {"scorer": name, "text": text, "target": answer, "found": found, "correct": correct}
                    odd.write(json.dumps(line) + "\n")
            for form in ("as recorded", "####", "The answer is"):
                answers, right = [], 0
                for row in rows:
                    truth = row["ground_truth"].rpartition("A: ")[2]
                    for model in models:
                        text = dict(forms(row[model]["solution"]))[form]
                        found, correct = judge(regex, options, text, "Worked out.\n#### " + truth)
                        answers.append(found)
                        right += correct
                digest = hashlib.sha256("\n".join(answers).encode()).hexdigest()
                missing = answers.count("[invalid]")
                recorded.append({"scorer": name, "form": form, "n": len(answers), "correct": right, "missing": missing, "sha256": digest})
    (TARGET / "lm-eval-recorded.jsonl").write_text("".join(json.dumps(each) + "\n" for each in recorded))


if __name__ == "__main__":
    main()
