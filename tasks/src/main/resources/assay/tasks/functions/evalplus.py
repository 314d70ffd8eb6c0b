def _evalplus_tuples(value, depth):
    """Returns lists as tuples, from `depth` lists down: 0 is the value itself."""
    if not isinstance(value, list):
        return value
    if depth > 0:
        return [_evalplus_tuples(item, depth - 1) for item in value]
    return tuple(value)


def _evalplus_all_tuples(value):
    return tuple(_evalplus_all_tuples(item) for item in value) if isinstance(value, list) else value


_EVALPLUS_FORMS = [
    ([2, 116, 132, 143, 222, 261, 273, 394, 399, 421, 424, 429, 470, 560, 579, 596, 616, 630, 726, 740, 744, 809],
     lambda call: [_evalplus_tuples(item, 0) for item in call]),
    ([63, 64, 70, 94, 120, 237, 272, 299, 400, 409, 417, 438, 473, 614, 780],
     lambda call: [_evalplus_tuples(item, 1) for item in call]),
    ([75, 413, 444, 753], lambda call: [_evalplus_tuples(call[0], 1), call[1]]),
    ([106, 750], lambda call: [call[0], tuple(call[1])]),
    ([115], lambda call: [[set(item) if isinstance(item, list) and len(item) else {} for item in call[0]]]),
    ([124], lambda call: (float(call[0]), complex(call[1]))),
    ([250, 405, 446, 617, 720, 763, 808], lambda call: [tuple(call[0]), call[1]]),
    ([259, 401, 445], lambda call: [tuple(_evalplus_tuples(item, 1)) for item in call]),
    ([278], lambda call: [tuple(_evalplus_tuples(item, 0) for item in call[0])]),
    ([307], lambda call: [tuple(call[0]), call[1], call[2]]),
    ([722], lambda call: [{key: tuple(item) for key, item in call[0].items()}] + call[1:]),
    ([252], lambda call: [complex(call[0])]),
    ([580, 615, 791], _evalplus_all_tuples),
]

_EVALPLUS_SETS = ["similar_elements", "find_char_long", "common_in_nested_lists", "extract_singly", "larg_nnum",
                  "intersection_array", "find_dissimilar", "Diff"]
_EVALPLUS_NOT_NONE = ["check_str", "text_match_three", "text_starta_endb"]


def _evalplus_floats(value):
    if isinstance(value, (list, tuple)) and value:
        return all(isinstance(item, float) for item in value)
    return isinstance(value, float)


def _evalplus_shape(value):
    """Returns the shape that numpy gives numbers in lists; None for what it cannot compare."""
    if isinstance(value, (list, tuple)):
        shapes = {_evalplus_shape(item) for item in value}
        shape = shapes.pop() if shapes else ()
        return None if shapes or shape is None else (len(value),) + shape
    if isinstance(value, int):
        return () if -(2**63) <= value < 2**64 else None
    return () if isinstance(value, (float, complex)) else None


def _evalplus_stretched(value, shape, size):
    """Returns an array as a list of `size` of its parts, as numpy stretches it beside another one."""
    return list(value) * (size if len(value) == 1 else 1) if shape else [value] * size


def _evalplus_close(out, exp, atol):
    """Whether numbers are within `atol + 1e-7 * |exp|` everywhere, as `numpy.allclose` has it."""
    shapes = _evalplus_shape(out), _evalplus_shape(exp)
    if None in shapes:
        return False
    for a, b in zip(shapes[0][::-1], shapes[1][::-1]):
        if a != b and 1 not in (a, b):
            return False
    return _evalplus_within(out, exp, *shapes, atol)


def _evalplus_within(out, exp, out_shape, exp_shape, atol):
    depth = max(len(out_shape), len(exp_shape))
    if depth == 0:
        return out == exp or abs(out - exp) <= atol + 1e-07 * abs(exp) < float("inf")
    # An array of less depth stands in each part of the other.
    here = [shape if len(shape) == depth else () for shape in (out_shape, exp_shape)]
    sizes = [shape[0] for shape in here if shape]
    size = next((size for size in sizes if size != 1), 1)
    outs, exps = _evalplus_stretched(out, here[0], size), _evalplus_stretched(exp, here[1], size)
    out_shape, exp_shape = here[0][1:] if here[0] else out_shape, here[1][1:] if here[1] else exp_shape
    return all(_evalplus_within(a, b, out_shape, exp_shape, atol) for a, b in zip(outs, exps))


def _evalplus_surface(base, height):
    import math
    return round(base**2 + 4 * (base * math.sqrt((base / 2) ** 2 + height**2)) / 2)


def _evalplus_digits(first, second):
    first, second = str(first), str(second)
    size = max(len(first), len(second))
    return sum(abs(int(a) - int(b)) for a, b in zip(first.zfill(size), second.zfill(size)))


def _evalplus_exact(suite, name, call, out, exp, atol):
    """Whether a returned value counts as the expected one before any tolerance."""
    same = out == exp
    if suite != "mbpp":
        return same
    if name == "are_equivalent":
        return True
    if name == "sum_div":
        return same or out == 0
    if name == "surface_Area":
        return same or abs(out - _evalplus_surface(*call)) <= atol
    if name == "digit_distance_nums":
        return same or out == _evalplus_digits(*call)
    if name in _EVALPLUS_SETS:
        return set(out) == set(exp)
    if name in _EVALPLUS_NOT_NONE:
        return same if isinstance(out, bool) else exp == (out is not None)
    return same


def _evalplus_check(suite, task, name, reference, calls, atol):
    """Calls the function as the reference is called, and compares as EvalPlus does.

    Each call may take 4 s, or 4 times what the reference takes; all of them what this adds up to, at
    most 60 s, and 2 s more (`untrusted_check` in EvalPlus' `evalplus/eval/__init__.py`).
    """
    import copy
    import json
    import math
    import time

    scope = {}
    exec(compile(reference, "reference.py", "exec", dont_inherit=True), scope)
    form = next((turn for tasks, turn in _EVALPLUS_FORMS if suite == "mbpp" and task in tasks), lambda call: call)
    inputs, expected, limits = [form(call) for call in json.loads(calls)], [], []
    for call in inputs:
        begun = time.monotonic()
        exp = scope[name](*copy.deepcopy(call))
        limits.append(max(4.0, 4.0 * (time.monotonic() - begun)))
        expected.append(exp is not None if suite == "mbpp" and name in _EVALPLUS_NOT_NONE else exp)
    left = min(60.0, sum(limits)) + 2
    for call, exp, limit in zip(inputs, expected, limits):
        begun = time.monotonic()
        out = call_within(min(limit, left), *copy.deepcopy(call))
        left -= time.monotonic() - begun
        if suite == "humaneval" and name == "find_zero":
            assert abs(sum(each * math.pow(out, i) for i, each in enumerate(call[0]))) <= atol, call
            continue
        same = _evalplus_exact(suite, name, call, out, exp, atol)
        if atol == 0 and _evalplus_floats(exp):
            atol = 1e-6
        if same or atol == 0:
            assert same, (call, out)
        else:
            assert type(out) == type(exp) and _evalplus_close(out, exp, atol), (call, out)
