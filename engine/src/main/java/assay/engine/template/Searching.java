package assay.engine.template;

import java.util.List;

/// The methods of `str` that look for a part within optional bounds, which count in code points.
final class Searching {
  private Searching() {}

  static Value search(String text, String method, Arguments arguments) {
    List<Value> given = arguments.positional(method, 1, 3);
    int length = CodePoints.length(text);
    int start = bound(given, 1, 0, length, method);
    int end = bound(given, 2, length, length, method);
    if (start > end || start > length) {
      return absent(method);
    }
    String within = CodePoints.between(text, start, end);
    Value wanted = given.getFirst();
    return switch (method) {
      case "startswith", "endswith" -> NumberValue.Bool.of(affix(within, method, wanted));
      case "count" -> count(within, TextMethods.text(method, wanted).text());
      case "find", "index" ->
          position(within, within.indexOf(TextMethods.text(method, wanted).text()), start, method);
      default ->
          position(
              within, within.lastIndexOf(TextMethods.text(method, wanted).text()), start, method);
    };
  }

  private static int bound(List<Value> given, int index, int otherwise, int length, String method) {
    if (given.size() <= index || given.get(index) == NoneValue.NONE) {
      return otherwise;
    }
    int bound = Numbers.index(given.get(index), method);
    int fromStart = bound < 0 ? Math.max(0, bound + length) : bound;
    // A start behind the end finds nothing, not even the empty string.
    return index == 1 ? fromStart : Math.min(fromStart, length);
  }

  private static Value absent(String method) {
    return switch (method) {
      case "startswith", "endswith" -> NumberValue.Bool.FALSE;
      case "count" -> NumberValue.Int.of(0);
      default -> position("", -1, 0, method);
    };
  }

  private static boolean affix(String text, String method, Value wanted) {
    if (wanted instanceof SequenceValue.TupleValue choices) {
      return choices.items().stream().anyMatch(choice -> affix(text, method, choice));
    }
    String affix = TextMethods.text(method, wanted).text();
    return method.equals("startswith") ? text.startsWith(affix) : text.endsWith(affix);
  }

  private static Value count(String within, String wanted) {
    if (wanted.isEmpty()) {
      return NumberValue.Int.of(CodePoints.length(within) + 1L);
    }
    int count = 0;
    for (int found = within.indexOf(wanted);
        found >= 0;
        found = within.indexOf(wanted, found + wanted.length())) {
      count++;
    }
    return NumberValue.Int.of(count);
  }

  private static Value position(String text, int found, int start, String method) {
    if (found >= 0) {
      return NumberValue.Int.of((long) start + text.codePointCount(0, found));
    }
    if (method.endsWith("index")) {
      throw new EvaluationException("substring not found");
    }
    return NumberValue.Int.of(-1);
  }
}
