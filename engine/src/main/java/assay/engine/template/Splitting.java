package assay.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The methods of `str` that cut a string into parts.
final class Splitting {
  private Splitting() {}

  static Value split(TextValue text, String method, Arguments arguments) {
    return switch (method) {
      case "splitlines" -> {
        boolean keepEnds = arguments.bind(method, 0, "keepends").flag("keepends");
        yield list(text, lines(text.text(), keepEnds));
      }
      case "partition", "rpartition" -> partition(text, method, arguments);
      default -> {
        Arguments.Bound bound = arguments.bind(method, 0, "sep", "maxsplit");
        int most = bound.whole("maxsplit", -1);
        int limit = most < 0 ? Integer.MAX_VALUE : most;
        boolean fromRight = method.equals("rsplit");
        List<String> parts =
            bound
                .unlessNone("sep")
                .map(sep -> bySeparator(text.text(), separator(method, sep), limit, fromRight))
                .orElseGet(() -> byWhitespace(text.text(), limit, fromRight));
        yield list(text, parts);
      }
    };
  }

  private static Value list(TextValue text, List<String> parts) {
    return new SequenceValue.ListValue(parts.stream().<Value>map(text::with).toList());
  }

  private static String separator(String method, Value value) {
    String separator = TextMethods.text(method, value).text();
    if (separator.isEmpty()) {
      throw new EvaluationException("empty separator");
    }
    return separator;
  }

  private static List<String> bySeparator(
      String text, String separator, int limit, boolean fromRight) {
    List<String> parts = new ArrayList<>();
    if (fromRight) {
      int end = text.length();
      int found = text.lastIndexOf(separator);
      while (found >= 0 && parts.size() < limit) {
        parts.add(text.substring(found + separator.length(), end));
        end = found;
        found = text.lastIndexOf(separator, end - separator.length());
      }
      parts.add(text.substring(0, end));
      Collections.reverse(parts);
      return parts;
    }
    int start = 0;
    int found = text.indexOf(separator);
    while (found >= 0 && parts.size() < limit) {
      parts.add(text.substring(start, found));
      start = found + separator.length();
      found = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> byWhitespace(String text, int limit, boolean fromRight) {
    return fromRight ? byWhitespaceFromRight(text, limit) : byWhitespaceFromLeft(text, limit);
  }

  private static List<String> byWhitespaceFromLeft(String text, int limit) {
    List<String> parts = new ArrayList<>();
    String rest = Whitespace.stripLeft(text);
    int position = text.length() - rest.length();
    while (position < text.length()) {
      if (parts.size() == limit) {
        // Only the white space before the last part goes, not that behind it.
        parts.add(text.substring(position));
        break;
      }
      int end = position;
      while (end < text.length() && !Whitespace.is(text.charAt(end))) {
        end++;
      }
      parts.add(text.substring(position, end));
      position = end;
      while (position < text.length() && Whitespace.is(text.charAt(position))) {
        position++;
      }
    }
    return parts;
  }

  private static List<String> byWhitespaceFromRight(String text, int limit) {
    List<String> parts = new ArrayList<>();
    int position = Whitespace.stripRight(text).length();
    while (position > 0) {
      if (parts.size() == limit) {
        parts.add(text.substring(0, position));
        break;
      }
      int start = position;
      while (start > 0 && !Whitespace.is(text.charAt(start - 1))) {
        start--;
      }
      parts.add(text.substring(start, position));
      position = start;
      while (position > 0 && Whitespace.is(text.charAt(position - 1))) {
        position--;
      }
    }
    Collections.reverse(parts);
    return parts;
  }

  /// The lines of a text, which also form feeds and the Unicode separators end.
  static List<String> lines(String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (endsLine(text.charAt(i))) {
        int next = text.startsWith("\r\n", i) ? i + 2 : i + 1;
        lines.add(text.substring(start, keepEnds ? next : i));
        start = next;
        i = next - 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean endsLine(char c) {
    return switch (c) {
      case '\n', '\r', 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }

  private static Value partition(TextValue text, String method, Arguments arguments) {
    String separator = separator(method, arguments.positional(method, 1, 1).getFirst());
    String s = text.text();
    boolean fromRight = method.equals("rpartition");
    int found = fromRight ? s.lastIndexOf(separator) : s.indexOf(separator);
    if (found < 0) {
      return fromRight
          ? SequenceValue.TupleValue.of(text.with(""), text.with(""), text)
          : SequenceValue.TupleValue.of(text, text.with(""), text.with(""));
    }
    return SequenceValue.TupleValue.of(
        text.with(s.substring(0, found)),
        text.with(separator),
        text.with(s.substring(found + separator.length())));
  }
}
