"""Writes two evaluations of one model by the lm_eval program itself, with their results files. See README.md beside this file."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).parent
SUMS = {"crates": "3 * 12 = 36. The answer is 36.", "rope": "It is 9", "clock": "The answer is 54.", "Half": "The answer is 125."}


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers from a list, by the last question of the prompt."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "messages" in asked:
            choices = [{"index": 0, "message": {"role": "assistant", "content": self.answer(asked["messages"][-1]["content"])}}]
        else:
            prompts = asked["prompt"] if isinstance(asked["prompt"], list) else [asked["prompt"]]
            choices = [{"index": i, "text": self.answer(prompt)} for i, prompt in enumerate(prompts)]
        reply = json.dumps({"choices": choices}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    @staticmethod
    def answer(prompt):
        question = prompt[prompt.rfind("Q: "):]
        return next(text for word, text in SUMS.items() if word in question)

    def log_message(self, *arguments):
        pass


def evaluate(work, kind, address, *more):
    command = [sys.executable, "-m", "lm_eval", "run", "--model", kind, "--include_path", ".", "--log_samples"]
    command += ["--output_path", str(work / "out"), "--tasks", "sums_gen", "--model_args"]
    command += ["model=own/tiny-7b,base_url=%s,tokenizer_backend=None,max_retries=1,api_key=not-for-print" % address, *more]
    subprocess.run(command, cwd=work / "tasks", check=True, env=os.environ | {"HF_HUB_OFFLINE": "1", "OPENAI_API_KEY": "not-for-print"})


def main(target):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d/v1/" % server.server_port
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        shutil.copytree(HERE / "lm_eval_tasks", work / "tasks")
        evaluate(work, "local-completions", base + "completions", "--num_fewshot", "2", "--seed", "7")
        evaluate(work, "local-chat-completions", base + "chat/completions", "--apply_chat_template", "--limit", "3",
                 "--system_instruction", "Answer briefly.", "--gen_kwargs", "do_sample=false,max_gen_toks=32,until=###")
        for file in (work / "out").rglob("*.json*"):
            text = file.read_text().replace(str(work / "tasks"), "tasks").replace(str(server.server_port), "8080")
            (target / file.name).parent.mkdir(parents=True, exist_ok=True)
            (target / file.name).write_text(text)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).absolute() / "own__tiny-7b")
