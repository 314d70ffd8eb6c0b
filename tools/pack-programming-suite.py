#!/usr/bin/env python3
"""Writes the project's own programming suite in LiveCodeBench's distributed form.

The expected outputs come from the reference solutions in the test resources; the examples in the
statements were worked out by hand and are asserted. Private tests are packed in each way that the
loader knows: plain JSON, and base64 of zlib of a pickle of protocols 0 to 5.

    python3 tools/pack-programming-suite.py

Needs Python 3.11 or newer and nothing else; never needed to build, test or run.
"""

import base64
import json
import pathlib
import pickle
import random
import subprocess
import sys
import typing
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent / "tasks/src"
REFERENCE = ROOT / "test/resources/assay/tasks/demo/reference"
TARGET = ROOT / "test/resources/assay/tasks/demo/programming.jsonl"
RANDOM = random.Random(20260)


def lines(*rows):
    return "\n".join(" ".join(map(str, row)) if isinstance(row, (list, tuple)) else str(row) for row in rows) + "\n"


def numbers(count, low, high):
    return [RANDOM.randint(low, high) for _ in range(count)]


def bus(stops):
    return lines(len(stops), *stops)


def random_bus(count):
    stops, on_board = [], 0
    for _ in range(count):
        leaving = RANDOM.randint(0, on_board)
        entering = RANDOM.randint(0, 40)
        on_board += entering - leaving
        stops.append((leaving, entering))
    return bus(stops)


def meetings(count, day):
    starts = numbers(count, 0, day - 1)
    return lines(count, *[(start, RANDOM.randint(start + 1, day)) for start in starts])


def grid(rows, columns, low, high):
    return lines((rows, columns), *[numbers(columns, low, high) for _ in range(rows)])


def roads(towns, count, most):
    edges = [RANDOM.sample(range(1, towns + 1), 2) + [RANDOM.randint(1, most)] for _ in range(count)]
    return lines((towns, count), *edges)


def values(*arguments):
    return "\n".join(json.dumps(argument) for argument in arguments)


STDIN = [
    dict(id="p01", title="The fullest moment", date="2025-01-11", difficulty="easy", statement="""\
A bus starts empty. At each of its n stops first some passengers leave and then some enter. Print the largest number of passengers that are on board right after a stop.

Input

The first line has the number of stops n (1 <= n <= 1000). Each of the next n lines has two integers: how many passengers leave and how many enter. Nobody leaves who is not on board.

Output

Print one integer.

Sample Input

3
0 5
2 4
6 1

Sample Output

7
""", public=[(bus([(0, 5), (2, 4), (6, 1)]), "7"), (bus([(0, 0)]), "0")],
         private=[bus([(0, 1)] * 5), bus([(0, 9), (9, 3), (3, 10)]), random_bus(20), random_bus(200), random_bus(1000)], pack=None),
    dict(id="p02", title="The longest run", date="2025-01-25", difficulty="easy", statement="""\
A run is a part of a text that consists of one repeated letter. Print the letter and the length of the longest run. If several runs are longest, take the first of them.

Input

One line with a text of 1 to 10000 small letters.

Output

Print the letter, a space, and the length.

Sample Input

aabbbccc

Sample Output

b 3
""", public=[("aabbbccc\n", "b 3"), ("z\n", "z 1")],
         private=["abcabc\n", "q" * 500 + "\n", "ab" * 100 + "bb" + "ab" * 50 + "\n", "xxyyxxxyyy\n",
                  "".join(RANDOM.choice("ab") for _ in range(3000)) + "\n"], pack=4),
    dict(id="p03", title="First fit", date="2025-02-08", difficulty="medium", statement="""\
Parcels arrive one after the other and are put on shelves. Each parcel goes on the first shelf, in the order in which the shelves were opened, that does not come above its load limit with it. If there is none, a new shelf is opened. Print how many shelves are opened and the final load of each in that order.

Input

The first line has the number of parcels n (1 <= n <= 1000) and the limit L (1 <= L <= 10^6). The second line has n integers, the weights (1 <= weight <= L).

Output

Print the number of shelves on the first line and the loads on the second, separated by spaces.

Sample Input

5 10
6 5 4 5 1

Sample Output

3
10 10 1
""", public=[("5 10\n6 5 4 5 1\n", "3\n10 10 1"), ("1 3\n3\n", "1\n3")],
         private=["4 8\n8 8 8 8\n", "6 9\n1 2 3 4 5 6\n"] + [lines((n, 100), numbers(n, 1, 100)) for n in (15, 60, 400)], pack=2),
    dict(id="p04", title="Rooms for the day", date="2025-02-22", difficulty="medium", statement="""\
Each meeting occupies one room from its start up to, but not including, its end. What is the smallest number of rooms with which all meetings can take place?

Input

The first line has the number of meetings n (1 <= n <= 100000). Each of the next n lines has the start and the end of one meeting, two integers with 0 <= start < end <= 10^9.

Output

Print one integer.

Sample Input

3
0 30
5 10
10 20

Sample Output

2
""", public=[("3\n0 30\n5 10\n10 20\n", "2"), ("2\n1 2\n2 3\n", "1")],
         private=["1\n0 1\n", "4\n0 10\n0 10\n0 10\n10 11\n", meetings(12, 20), meetings(150, 1000), meetings(800, 10**6)], pack=5),
    dict(id="p05", title="Cheapest way down", date="2025-03-08", difficulty="medium", statement="""\
A grid has a toll in every cell. You enter in the upper left cell and leave from the lower right one, and each step goes one cell right or one cell down. Print the smallest sum of tolls, the first and the last cell included.

Input

The first line has the numbers of rows and columns (each from 1 to 200). The following lines are the rows of the grid, integers from 0 to 1000.

Output

Print one integer.

Sample Input

2 3
1 9 1
1 1 1

Sample Output

4
""", public=[("2 3\n1 9 1\n1 1 1\n", "4"), ("1 1\n7\n", "7")],
         private=["1 5\n1 2 3 4 5\n", "3 1\n4\n0\n6\n", grid(4, 4, 0, 9), grid(12, 7, 0, 1000), grid(30, 30, 0, 100)], pack=None),
    dict(id="p06", title="Pairs that divide", date="2025-03-22", difficulty="hard", statement="""\
Given n integers and k, count the pairs of positions i < j whose values have a sum that is divisible by k.

Input

The first line has n and k (1 <= n <= 200000, 1 <= k <= 10^9). The second line has n integers between 0 and 10^9.

Output

Print one integer.

Sample Input

5 3
1 2 3 4 5

Sample Output

4
""", public=[("5 3\n1 2 3 4 5\n", "4"), ("1 1\n0\n", "0")],
         private=["4 1\n5 6 7 8\n", "6 2\n1 1 1 0 0 0\n"]
         + [lines((n, k), numbers(n, 0, 10**9)) for n, k in ((50, 7), (1500, 100), (2000, 2))], pack=4),
    dict(id="p07", title="One free road", date="2025-04-05", difficulty="hard", statement="""\
Towns are numbered from 1 to n and joined by m roads that can be used in both directions, each for a toll. On your way from town 1 to town n you may use one road of your choice without paying. Print the smallest sum of tolls, or -1 if there is no way.

Input

The first line has n and m (2 <= n <= 50000, 0 <= m <= 100000). Each of the next m lines has two different towns and the toll of a road between them, an integer from 1 to 10^6.

Output

Print one integer.

Sample Input

3 2
1 2 5
2 3 8

Sample Output

5
""", public=[("3 2\n1 2 5\n2 3 8\n", "5"), ("2 0\n", "-1")],
         private=["2 1\n2 1 9\n", "4 4\n1 2 1\n2 4 1\n1 3 2\n3 4 100\n", "4 2\n1 2 3\n3 4 5\n",
                  roads(10, 20, 30), roads(120, 400, 1000), roads(300, 500, 10**6)], pack=0),
]

FUNCTIONAL = [
    dict(id="p08", title="Exactly twice", date="2025-01-18", difficulty="easy", name="countTwice",
         starter="words: List[str]) -> int", statement="""\
Given a list of words, return how many different words occur in it exactly twice.

Example 1:

Input: words = ["pen","ink","pen","cup","ink","ink"]
Output: 1
Explanation: "pen" occurs twice, "ink" three times and "cup" once.

Constraints:

0 <= words.length <= 1000
Each word has 1 to 20 small letters.
""", public=[((["pen", "ink", "pen", "cup", "ink", "ink"],), 1), (([],), 0)],
         private=[(["a"],), (["a", "a"],), (["b", "a", "b", "a"],), (["x"] * 4,),
                  ([RANDOM.choice("abcdefghij") * 2 for _ in range(25)],)], pack=None),
    dict(id="p09", title="Turn to the left", date="2025-02-15", difficulty="easy", name="rotateLeft",
         starter="nums: List[int], k: int) -> List[int]", statement="""\
Return the list that results when the first element of nums is moved to its end, k times in a row.

Example 1:

Input: nums = [1,2,3,4,5], k = 2
Output: [3,4,5,1,2]

Constraints:

0 <= nums.length <= 1000
0 <= k <= 10^9
""", public=[(([1, 2, 3, 4, 5], 2), [3, 4, 5, 1, 2]), (([], 3), [])],
         private=[([7], 10**9), ([1, 2], 3), ([4, 4, 5], 0), (numbers(9, -50, 50), 4), (numbers(40, 0, 9), 999)], pack=3),
    dict(id="p10", title="Busy times", date="2025-03-15", difficulty="medium", name="mergeBusy",
         starter="intervals: List[List[int]]) -> List[List[int]]", statement="""\
Each interval [start, end] is a time in which a machine is busy, both ends included. Return the busy times as intervals that do not touch or overlap, sorted by start.

Example 1:

Input: intervals = [[8,10],[1,3],[2,6]]
Output: [[1,6],[8,10]]

Example 2:

Input: intervals = [[1,4],[4,5]]
Output: [[1,5]]
Explanation: The intervals touch at 4.

Constraints:

0 <= intervals.length <= 1000
0 <= start <= end <= 10^6
""", public=[(([[8, 10], [1, 3], [2, 6]],), [[1, 6], [8, 10]]), (([[1, 4], [4, 5]],), [[1, 5]])],
         private=[([],), ([[5, 5]],), ([[0, 10], [2, 3], [4, 12], [13, 14]],), ([[3, 3], [1, 1], [2, 2]],),
                  ([[start, start + RANDOM.randint(0, 30)] for start in numbers(25, 0, 600)],)], pack=1),
    dict(id="p11", title="Brackets in order", date="2025-04-12", difficulty="medium", name="isBalanced",
         starter="text: str) -> bool", statement="""\
Return whether the brackets ( ), [ ] and { } in a text are balanced: each closing bracket closes the latest open one, which is of its kind, and none stays open. All other characters are ignored.

Example 1:

Input: text = "f(a[i], {b})"
Output: true

Example 2:

Input: text = "(]"
Output: false

Constraints:

0 <= text.length <= 10000
""", public=[(("f(a[i], {b})",), True), (("(]",), False)],
         private=[("",), ("(((",), (")(",), ("{[()()]}[]",), ("{[(])}",), ("a" * 50 + "[" * 40 + "]" * 40,)], pack=4),
    dict(id="p12", title="Fewest coins", date="2025-04-26", difficulty="hard", name="fewestCoins",
         starter="coins: List[int], amount: int) -> int", statement="""\
There is an unlimited supply of coins of each value in coins. Return the smallest number of coins whose values sum to amount, or -1 if no coins do.

Example 1:

Input: coins = [1,7,10], amount = 14
Output: 2
Explanation: 7 + 7 = 14. Taking the largest coin first would need five coins.

Constraints:

1 <= coins.length <= 12
1 <= coins[i] <= 10^4
0 <= amount <= 10^4
""", public=[(([1, 7, 10], 14), 2), (([5], 3), -1)],
         private=[([2], 0), ([2, 4, 6], 7), ([1, 5, 10, 25], 99), ([9, 6, 1], 13), ([186, 419, 83, 408], 6249), ([3, 7, 11, 405], 9973)], pack=None),
]


def run_program(problem, given):
    source = (REFERENCE / f"{problem['id']}.py").read_text()
    done = subprocess.run([sys.executable, "-c", source], input=given, capture_output=True, text=True, timeout=20)
    assert done.returncode == 0, (problem["id"], done.stderr)
    return done.stdout


def run_function(problem, arguments):
    scope = {"List": typing.List}
    exec((REFERENCE / f"{problem['id']}.py").read_text(), scope)
    copies = json.loads(json.dumps(arguments))
    return getattr(scope["Solution"](), problem["name"])(*copies)


def stdin_tests(problem):
    public, private = [], []
    for given, by_hand in problem["public"]:
        found = run_program(problem, given)
        assert found.strip() == by_hand, (problem["id"], found, by_hand)
        public.append(dict(input=given, output=found, testtype="stdin"))
    for given in problem["private"]:
        private.append(dict(input=given, output=run_program(problem, given), testtype="stdin"))
    return public, private


def functional_tests(problem):
    public, private = [], []
    for arguments, by_hand in problem["public"]:
        assert run_function(problem, arguments) == by_hand, (problem["id"], arguments)
        public.append(dict(input=values(*arguments), output=json.dumps(by_hand), testtype="functional"))
    for arguments in problem["private"]:
        private.append(dict(input=values(*arguments), output=json.dumps(run_function(problem, arguments)), testtype="functional"))
    return public, private


def packed(tests, protocol):
    text = json.dumps(tests)
    if protocol is None:
        return text
    return base64.b64encode(zlib.compress(pickle.dumps(text, protocol))).decode()


def row(problem, tests, platform, starter, metadata):
    public, private = tests
    assert len(public) + len(private) >= 5
    return dict(
        question_title=problem["title"], question_content=problem["statement"], platform=platform,
        question_id=problem["id"], contest_id="assay-" + problem["date"][:7], contest_date=problem["date"] + "T00:00:00",
        starter_code=starter, difficulty=problem["difficulty"], public_test_cases=json.dumps(public),
        private_test_cases=packed(private, problem["pack"]), metadata=json.dumps(metadata))


def main():
    rows = [row(problem, stdin_tests(problem), "assay-stdin", "", {}) for problem in STDIN]
    for problem in FUNCTIONAL:
        starter = f"class Solution:\n    def {problem['name']}(self, {problem['starter']}:\n        "
        rows.append(row(problem, functional_tests(problem), "assay-functional", starter, {"func_name": problem["name"]}))
    TARGET.write_text("".join(json.dumps(each) + "\n" for each in rows))
    print(f"{len(rows)} problems, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
