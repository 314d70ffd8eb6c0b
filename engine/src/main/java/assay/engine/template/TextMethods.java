package assay.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// The methods of Python's `str`. Those of a markup string return markup.
final class TextMethods {
  /// Methods that exist in Python and have no place in a prompt.
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "encode",
          "format_map",
          "isidentifier",
          "maketrans",
          "translate",
          "unescape",
          "striptags",
          "escape");

  private TextMethods() {}

  static Optional<Value> of(TextValue text, String name) {
    return method(text, name)
        .<Value>map(body -> new FunctionValue(name, body))
        .or(
            () ->
                markupOnly(name) && !text.markup()
                    ? Optional.empty()
                    : Members.unsupported(UNSUPPORTED, text, name));
  }

  private static boolean markupOnly(String name) {
    return Set.of("unescape", "striptags", "escape").contains(name);
  }

  private static Optional<Function<Arguments, Value>> method(TextValue text, String name) {
    String s = text.text();
    return Optional.ofNullable(
        switch (name) {
          case "capitalize" -> plain(name, () -> text.with(Case.capitalize(s)));
          case "casefold" -> plain(name, () -> text.with(Case.fold(s)));
          case "lower" -> plain(name, () -> text.with(Case.lower(s)));
          case "upper" -> plain(name, () -> text.with(Case.upper(s)));
          case "swapcase" -> plain(name, () -> text.with(Case.swap(s)));
          case "title" -> plain(name, () -> text.with(Case.title(s)));
          case "isalnum",
              "isalpha",
              "isascii",
              "isdecimal",
              "isdigit",
              "islower",
              "isnumeric",
              "isprintable",
              "isspace",
              "istitle",
              "isupper" ->
              plain(name, () -> NumberValue.Bool.of(CharacterTests.test(name, s)));
          case "strip" -> arguments -> text.with(strip(name, s, arguments, true, true));
          case "lstrip" -> arguments -> text.with(strip(name, s, arguments, true, false));
          case "rstrip" -> arguments -> text.with(strip(name, s, arguments, false, true));
          case "center", "ljust", "rjust" -> arguments -> Padding.pad(text, name, arguments);
          case "zfill" -> arguments -> Padding.zeros(text, arguments);
          case "expandtabs" -> arguments -> Padding.expandTabs(text, arguments);
          case "split", "rsplit", "splitlines", "partition", "rpartition" ->
              arguments -> Splitting.split(text, name, arguments);
          case "startswith", "endswith", "find", "rfind", "index", "rindex", "count" ->
              arguments -> Searching.search(s, name, arguments);
          case "removeprefix" -> arguments -> removePrefix(text, arguments);
          case "removesuffix" -> arguments -> removeSuffix(text, arguments);
          case "replace" -> arguments -> replace(text, arguments);
          case "join" -> arguments -> join(text, arguments);
          case "format" -> arguments -> BraceFormat.apply(text, arguments);
          default -> null;
        });
  }

  private static Function<Arguments, Value> plain(String name, Supplier<Value> body) {
    return arguments -> {
      arguments.positional(name, 0, 0);
      return body.get();
    };
  }

  private static String strip(
      String name, String s, Arguments arguments, boolean left, boolean right) {
    List<Value> given = arguments.positional(name, 0, 1);
    if (given.isEmpty() || given.getFirst() == NoneValue.NONE) {
      String start = left ? Whitespace.stripLeft(s) : s;
      return right ? Whitespace.stripRight(start) : start;
    }
    String chars = text(name, given.getFirst()).text();
    String start = left ? Whitespace.stripLeft(s, chars) : s;
    return right ? Whitespace.stripRight(start, chars) : start;
  }

  /// An argument that must be a string.
  static TextValue text(String function, Value value) {
    return switch (value) {
      case TextValue text -> text;
      case UndefinedValue undefined ->
          throw new EvaluationException(
              function + "() argument must be str: " + undefined.reason());
      default ->
          throw new EvaluationException(
              function + "() argument must be str, not " + value.typeName());
    };
  }

  private static Value removePrefix(TextValue text, Arguments arguments) {
    String prefix =
        text("removeprefix", arguments.positional("removeprefix", 1, 1).getFirst()).text();
    return text.text().startsWith(prefix)
        ? text.with(text.text().substring(prefix.length()))
        : text;
  }

  private static Value removeSuffix(TextValue text, Arguments arguments) {
    String suffix =
        text("removesuffix", arguments.positional("removesuffix", 1, 1).getFirst()).text();
    int length = text.text().length() - suffix.length();
    return text.text().endsWith(suffix) ? text.with(text.text().substring(0, length)) : text;
  }

  private static Value replace(TextValue text, Arguments arguments) {
    List<Value> given = arguments.positional("replace", 2, 3);
    TextValue replacement = text("replace", given.get(1));
    int count = given.size() > 2 ? Numbers.index(given.get(2), "replace") : -1;
    return text.with(
        replace(
            text.text(),
            text("replace", given.get(0)).text(),
            text.markup() ? replacement.escaped() : replacement.text(),
            count));
  }

  /// Replaces the first `count` occurrences, all of them if it is negative. An empty string occurs
  /// around each character.
  static String replace(String text, String old, String replacement, int count) {
    StringBuilder replaced = new StringBuilder();
    int position = 0;
    int left = count < 0 ? Integer.MAX_VALUE : count;
    int found = left == 0 ? -1 : text.indexOf(old);
    while (found >= 0) {
      replaced.append(text, position, found).append(replacement);
      CodePoints.checkLength(replaced.length());
      position = found + old.length();
      left--;
      if (left == 0 || (old.isEmpty() && found == text.length())) {
        break;
      }
      found = text.indexOf(old, old.isEmpty() ? text.offsetByCodePoints(found, 1) : position);
    }
    return replaced.append(text, position, text.length()).toString();
  }

  private static Value join(TextValue separator, Arguments arguments) {
    List<Value> items = Iteration.list(arguments.positional("join", 1, 1).getFirst());
    List<String> parts = new ArrayList<>(items.size());
    boolean markup = separator.markup();
    for (Value item : items) {
      if (markup) {
        parts.add(
            item instanceof TextValue text ? text.escaped() : TextValue.escape(Texts.str(item)));
      } else {
        parts.add(text("join", item).text());
      }
    }
    return separator.with(join(parts, separator.text()));
  }

  /// Joins texts, within the longest allowed length.
  static String join(List<String> parts, String separator) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(parts.get(i));
      CodePoints.checkLength(joined.length());
    }
    return joined.toString();
  }
}
