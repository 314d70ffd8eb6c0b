"""Turns what a function returned into text from which the harness rebuilds the value.

Everything used here is bound before the program starts: a program that replaces built-in functions
changes nothing about how its values are written down. Every branch asks the built-in base type, so
that a subclass with its own __eq__, __iter__ or __repr__ is seen as what it holds and not as what
it claims. Nothing written here can make a wrong value right: the comparison is the harness's.
"""

import decimal
import fractions
import json
import sys

RESULT_DEPTH = 200  # EncodedValueReader has the same bounds
RESULT_PARTS = 1_000_000
DECIMAL_PLACES = 5000  # beyond that a Decimal's exact fraction has too many digits to be written


def make_encoder():
    """Returns a function from a value to its encoding as ASCII text: nested [tag, content] lists, or
    ["large", "parts" or "levels"] for a value beyond the bounds.

    Tags: none, bool, int (hex), float (hex), str, list, tuple, set, dict, fraction (two ints in
    hex), array (a numpy array's items), other (a type's name).
    """
    kind_of, inherits, size = type, issubclass, len
    as_hex, float_hex, plain_int, plain_str = hex, float.hex, int.__add__, str.__str__
    type_name, dumps, modules = type.__dict__["__name__"].__get__, json.dumps, sys.modules
    numbers = (
        (decimal.Decimal, decimal.Decimal.as_integer_ratio),
        (fractions.Fraction, lambda value: (value._numerator, value._denominator)),
    )
    finite, places = decimal.Decimal.is_finite, decimal.Decimal.adjusted
    decimal_type, bool_type, int_type, float_type = decimal.Decimal, bool, int, float
    str_type, dict_type, items_of, complex_type = str, dict, dict.items, complex
    real_part, imaginary_part = complex.__dict__["real"].__get__, complex.__dict__["imag"].__get__
    sequences = (
        ("list", list, list.__iter__),
        ("tuple", tuple, tuple.__iter__),
        ("set", set, set.__iter__),
        ("set", frozenset, frozenset.__iter__),
    )

    class TooLarge(Exception):
        """Ends the encoding of a value; says what it has too many of."""

    def encode(value, depth, budget):
        budget[0] -= 1
        if budget[0] < 0:
            raise TooLarge("parts")
        if depth > RESULT_DEPTH:
            raise TooLarge("levels")
        if value is None:
            return ["none"]
        kind = kind_of(value)
        numpy = modules.get("numpy")
        if numpy is not None and kind.__module__ == "numpy":
            if inherits(kind, numpy.generic):
                value = numpy.generic.item(value)
                kind = kind_of(value)
            elif inherits(kind, numpy.ndarray):
                items = numpy.ndarray.tolist(value)
                return ["array", [encode(items, depth + 1, budget)]]
        if kind is bool_type:
            return ["bool", value]
        if inherits(kind, int_type):
            return ["int", as_hex(plain_int(value, 0))]
        if inherits(kind, float_type):
            return ["float", float_hex(value)]
        if inherits(kind, str_type):
            return ["str", plain_str(value)]
        if inherits(kind, complex_type) and imaginary_part(value) == 0:
            return ["float", float_hex(real_part(value))]
        for base, ratio in numbers:
            if inherits(kind, base):
                if base is decimal_type:
                    if not finite(value) or not -DECIMAL_PLACES < places(value) < DECIMAL_PLACES:
                        break
                above, below = ratio(value)
                return ["fraction", [as_hex(above), as_hex(below)]]
        for tag, base, iterate in sequences:
            if inherits(kind, base):
                return [tag, [encode(item, depth + 1, budget) for item in iterate(value)]]
        if inherits(kind, dict_type):
            return [
                "dict",
                [
                    [encode(k, depth + 1, budget), encode(v, depth + 1, budget)]
                    for k, v in items_of(value)
                ],
            ]
        return ["other", type_name(kind)]

    def encoded(value):
        try:
            return dumps(encode(value, 0, [RESULT_PARTS]))
        except TooLarge as beyond:
            return dumps(["large", beyond.args[0]])

    return encoded


encoded_value = make_encoder()
