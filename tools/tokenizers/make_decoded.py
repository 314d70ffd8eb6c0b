"""Writes the texts that Hugging Face's library decodes from the ids of the small tokenizer.json files.

Usage: python3 tools/tokenizers/make_decoded.py
Needs: pip install tokenizers (the version in README.md). Reads NAME.json and NAME.expected.json, as
make_tokenizer_jsons.py wrote them, and writes NAME.decoded.json: one text for each "plain" list of ids.
Never needed to build, test or run the program.
"""

import json
from pathlib import Path

from tokenizers import Tokenizer

FOLDER = Path(__file__).parents[2] / "engine/src/test/resources/assay/engine/tokenizer/json"

for expected in sorted(FOLDER.glob("*.expected.json")):
    name = expected.name.removesuffix(".expected.json")
    tokenizer = Tokenizer.from_file(str(FOLDER / f"{name}.json"))
    rows = [tokenizer.decode(case["plain"], skip_special_tokens=True) for case in json.loads(expected.read_text())]
    text = ",\n".join(json.dumps(row) for row in rows)
    (FOLDER / f"{name}.decoded.json").write_text(f"[\n{text}\n]\n")
