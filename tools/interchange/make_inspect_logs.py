"""Writes inspect_ai logs of every kind that an import has to understand. See README.md beside this file."""

import json
import os
import pathlib
import shutil
import signal
import sys
import zipfile

import inspect_ai
from inspect_ai import Task, eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import read_eval_log
from inspect_ai.model import (
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
    ContentImage,
    ContentReasoning,
    ContentText,
    ModelOutput,
    ModelUsage,
    get_model,
)
from inspect_ai.scorer import Score, accuracy, choice, match, mean, model_graded_qa, scorer
from inspect_ai.solver import generate, multiple_choice

CHOICES = ["copper", "granite", "basalt", "chalk"]
DEMO = pathlib.Path(__file__).parent.parent.parent / "tasks/src/test/resources/assay/tasks/demo"
# One black dot.
DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
LONG = "The seam runs from the quarry to the shore. " * 6


def stopped(text, reason):
    """One token a word, because the program's own count would ask the network for a vocabulary."""
    output = ModelOutput.from_content("mockllm/model", text, stop_reason=reason)
    words = len(text.split())
    output.usage = ModelUsage(input_tokens=10, output_tokens=words, total_tokens=10 + words)
    return output


def thought(reasoning, text):
    output = stopped(text, "stop")
    message = ChatMessageAssistant(content=[ContentReasoning(reasoning=reasoning), ContentText(text=text)])
    output.choices[0].message = message
    return output


class Interrupt:
    """Stands for a user who presses Ctrl-C."""


def by_prompt(answers):
    """A model that answers by a word of what the user said; a list gives one answer a call."""
    calls = {}

    def respond(messages, tools, tool_choice, config):
        text = "\n".join(m.text for m in messages if m.role == "user")
        for word, answer in answers.items():
            if word in text:
                if isinstance(answer, list):
                    calls[word] = calls.get(word, -1) + 1
                    answer = answer[min(calls[word], len(answer) - 1)]
                if isinstance(answer, BaseException):
                    raise answer
                if isinstance(answer, Interrupt):
                    os.kill(os.getpid(), signal.SIGINT)
                    return stopped("too late", "stop")
                return answer if isinstance(answer, ModelOutput) else stopped(answer, "stop")
        return stopped("I have no idea.", "stop")

    return get_model("mockllm/model", custom_outputs=respond, memoize=False)


@scorer(metrics=[mean()])
def values():
    """Scores of every kind: whole, partial, none, several, undefined."""

    async def score(state, target):
        kind = state.metadata["kind"]
        text = state.output.completion
        by_kind = {
            "one": Score(value=1, answer=text),
            "zero": Score(value=0.0, answer=text),
            "half": Score(value=0.5, answer=text, explanation="half of it is there"),
            "true": Score(value=True, answer=text),
            "false": Score(value=False, answer=text),
            "partial": Score(value="P", answer=text),
            "none": Score(value="N"),
            "word": Score(value="excellent", answer=text),
            "several": Score(value={"style": 1, "content": 0}, answer=text),
            "list": Score(value=[1, 0], answer=text),
            "undefined": Score(value=float("nan"), explanation="the judge said nothing"),
            "two": Score(value=2, answer=text),
            "negative": Score(value=-1, answer=text),
        }
        return by_kind[kind]

    return score


def stones():
    samples = [
        Sample(id="stone-1", input="Which of these is a metal?", choices=CHOICES, target="A", metadata={"level": "1", "topic": "stones"}),
        Sample(id="stone-2", input="Which of these is made of shells?", choices=CHOICES, target="D", metadata={"level": "2", "topic": "stones"}),
        Sample(id="stone-3", input="Which of these comes from lava at the surface? " + LONG, choices=CHOICES, target="C", metadata={"level": "2", "topic": "stones"}),
    ]
    return Task(name="stones", dataset=MemoryDataset(samples, name="stones"), solver=multiple_choice(), scorer=choice(), epochs=2)


def sums():
    samples = [
        Sample(id=1, input="What is 17 + 25?", target="42"),
        Sample(id=2, input="What is 8 * 7?", target=["56", "fifty-six"]),
        Sample(id=3, input="What is 9 - 14?", target="-5"),
        Sample(id=4, input="What is 3 to the fourth?", target="81"),
        Sample(id=5, input="What is 100 / 8?", target="12.5"),
        Sample(id=6, input=[ChatMessageSystem(content="Answer with a number."), ChatMessageUser(content="What is 6 squared?")], target="36"),
        Sample(id=7, input="What is 2 + 2?", target="4"),
        Sample(id="picture", input=[ChatMessageUser(content=[ContentText(text="How many dots are there?"), ContentImage(image=DOT)])], target="1"),
        Sample(id="thought", input="What is 12 + 1?", target="13"),
        Sample(id="größe/8", input="What is 5 + 6?", target="11"),
    ]
    return Task(
        name="sums",
        dataset=MemoryDataset(samples, name="sums"),
        solver=generate(),
        scorer=[match(location="end", numeric=True), model_graded_qa(model=GRADER, partial_credit=True)],
        message_limit=20,
    )


GRADER = by_prompt({"[Submission]: 42": "GRADE: C", "[Submission]: fifty": "GRADE: C", "[Submission]: 36": "GRADE: P", "[Submission]: 11": "no grade here"})

SUM_ANSWERS = {
    "17 + 25": "42",
    "8 * 7": "fifty-six, which is 56",
    "9 - 14": RuntimeError("the provider hung up"),
    "3 to the fourth": [RuntimeError("busy"), "81"],
    "100 / 8": stopped("100 / 8 is twelve and a", "max_tokens"),
    "6 squared": "36",
    "2 + 2": stopped("", "content_filter"),
    "5 + 6": "11",
    "How many dots": "1",
    "12 + 1": thought("One more than a dozen.", "13"),
}


KINDS = ["one", "zero", "half", "true", "false", "partial", "none", "word", "several", "list", "undefined", "two", "negative"]


def kinds(names):
    samples = [Sample(id=name, input=f"Say something of kind {name}.", target="anything", metadata={"kind": name}) for name in names]
    return Task(name="kinds", dataset=MemoryDataset(samples, name="kinds"), solver=generate(), scorer=values())


def lengths():
    """Limits: tokens and messages of a sample; the scorer judges what there is."""
    samples = [Sample(id=f"long-{i}", input=f"Count to {i}.", target=str(i)) for i in (3, 4)]
    return Task(name="lengths", dataset=MemoryDataset(samples, name="lengths"), solver=[generate(), generate(), generate()], scorer=match(), token_limit=30)


def interrupted():
    samples = [Sample(id=f"step-{i}", input=f"Take step {i}.", target="done") for i in range(1, 6)]
    return Task(name="interrupted", dataset=MemoryDataset(samples, name="interrupted"), solver=generate(), scorer=match())


def recorded_choices():
    """The demo's questions as inspect_evals states MMLU-Pro's, with the demo's recording as the model."""
    questions = [json.loads(line) for line in (DEMO / "multiple-choice.jsonl").open()][:15]
    outputs = {str(row["id"]): row["output"] for row in map(json.loads, (DEMO / "recorded/multiple-choice.jsonl").open())}
    samples = [
        Sample(id=q["question_id"], input=q["question"], choices=q["options"], target=q["answer"], metadata={"subject": q["category"]})
        for q in questions
    ]
    # The extraction of its choice scorer, said in its own form.
    said = {q["question"]: outputs[str(q["question_id"])].replace("The answer is (", "ANSWER: (").replace("answer is (", "ANSWER: (") for q in questions}
    task = Task(name="mmlu_pro_own", dataset=MemoryDataset(samples, name="multiple-choice"), solver=multiple_choice(), scorer=choice())
    return task, by_prompt({question: stopped(text, "stop") for question, text in said.items()})


def run(task, model, folder, **more):
    return evaluate(task, model=model, log_dir=str(folder), display="none", max_samples=1, max_connections=1, **more)[0]


def keep(log, target):
    shutil.move(log.location, target)


def deflated(source, target):
    """The same members as versions before zstd wrote them."""
    import inspect_ai._util.zipfile  # lets zipfile read zstd members

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)


def main(target):
    target.mkdir(parents=True, exist_ok=True)
    work = target / "work"
    stone_answers = {"a metal": "ANSWER: A", "shells": ["ANSWER: D", "ANSWER: B"], "lava": "I would say ANSWER: C\n" + LONG}
    keep(run(stones(), by_prompt(stone_answers), work, log_format="eval"), target / "stones.eval")
    keep(run(stones(), by_prompt(stone_answers), work, log_format="json", limit=(1, 3)), target / "stones.json")
    keep(run(kinds(KINDS), by_prompt({"kind": "something"}), work, log_format="eval"), target / "kinds.eval")
    few = ["half", "several", "undefined"]
    keep(run(kinds(few), by_prompt({"kind": "something"}), work, log_format="json"), target / "kinds.json")
    deflated(target / "stones.eval", target / "stones-deflate.eval")
    keep(run(sums(), by_prompt(SUM_ANSWERS), work, log_format="eval", fail_on_error=False, retry_on_error=1), target / "sums.eval")
    keep(run(lengths(), by_prompt({"Count": "one two three four five"}), work, log_format="eval"), target / "lengths.eval")
    task, model = recorded_choices()
    keep(run(task, model, work, log_format="eval", log_model_api=False), target / "mmlu_pro_own.eval")
    steps = {f"step {i}": "done" for i in (1, 2)}
    for name, end in (("cancelled", Interrupt()), ("unfinished", KeyboardInterrupt())):
        try:
            evaluate(interrupted(), model=by_prompt(steps | {"step 3": end}), log_dir=str(work), display="none", max_samples=1)
        except KeyboardInterrupt:  # the program dies and leaves what it had flushed
            pass
        shutil.move(next(work.glob("*.eval")), target / f"{name}.eval")
    shutil.rmtree(work)
    for log in sorted(target.glob("*.eval")) + sorted(target.glob("*.json")):
        read = read_eval_log(str(log))
        print(log.name, log.stat().st_size, read.status, {s.name: {m: v.value for m, v in s.metrics.items()} for s in (read.results.scores if read.results else [])})
    print("inspect_ai", inspect_ai.__version__)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
