package assay.engine.template;

import java.util.ArrayList;
import java.util.List;

/// Filters that make strings.
final class TextFilters {
  private TextFilters() {}

  /// The input as a string; markup stays markup.
  private static TextValue soft(Value input) {
    return input instanceof TextValue text ? text : TextValue.of(Texts.str(input));
  }

  static Value capitalize(Value input, Arguments arguments) {
    arguments.bind("capitalize", 0);
    return soft(input).with(Case.capitalize(soft(input).text()));
  }

  static Value lower(Value input, Arguments arguments) {
    arguments.bind("lower", 0);
    return soft(input).with(Case.lower(soft(input).text()));
  }

  static Value upper(Value input, Arguments arguments) {
    arguments.bind("upper", 0);
    return soft(input).with(Case.upper(soft(input).text()));
  }

  /// Upper case behind white space and any of `-({[<`, unlike the method `title`.
  static Value title(Value input, Arguments arguments) {
    arguments.bind("title", 0);
    StringBuilder titled = new StringBuilder();
    StringBuilder rest = new StringBuilder();
    boolean starts = true;
    for (String character : CodePoints.split(soft(input).text())) {
      boolean ends = "-({[<".contains(character) || Whitespace.is(character.codePointAt(0));
      if (!ends && !starts) {
        rest.append(character);
      } else {
        // A word is lowered as a whole: a sigma at its end is written in another way.
        titled.append(Case.lower(rest.toString())).append(Case.upper(character));
        rest.setLength(0);
      }
      starts = ends;
    }
    titled.append(Case.lower(rest.toString()));
    return TextValue.of(titled.toString());
  }

  static Value string(Value input, Arguments arguments) {
    arguments.bind("string", 0);
    return soft(input);
  }

  static Value safe(Value input, Arguments arguments) {
    arguments.bind("safe", 0);
    return new TextValue(Texts.str(input), true);
  }

  static Value escape(Value input, Arguments arguments) {
    arguments.bind("escape", 0);
    return new TextValue(soft(input).escaped(), true);
  }

  static Value forceEscape(Value input, Arguments arguments) {
    arguments.bind("forceescape", 0);
    return new TextValue(TextValue.escape(Texts.str(input)), true);
  }

  static Value trim(Value input, Arguments arguments) {
    TextValue text = soft(input);
    return arguments
        .bind("trim", 0, "chars")
        .unlessNone("chars")
        .map(value -> TextMethods.text("strip", value).text())
        .map(
            chars ->
                text.with(Whitespace.stripRight(Whitespace.stripLeft(text.text(), chars), chars)))
        .orElseGet(() -> text.with(Whitespace.strip(text.text())));
  }

  static Value center(Value input, Arguments arguments) {
    int width = arguments.bind("center", 0, "width").whole("width", 80);
    return soft(input).with(Padding.pad(soft(input).text(), "center", width, " "));
  }

  static Value format(Value input, Arguments arguments) {
    if (!arguments.positional().isEmpty() && !arguments.named().isEmpty()) {
      throw new EvaluationException(
          "can't handle positional and keyword arguments at the same time");
    }
    Value values =
        arguments.named().isEmpty()
            ? new SequenceValue.TupleValue(arguments.positional())
            : Globals.dict(arguments);
    return PercentFormat.apply(soft(input), values);
  }

  static Value replace(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("replace", 2, "old", "new", "count");
    int count = bound.unlessNone("count").map(value -> Numbers.index(value, "replace")).orElse(-1);
    return TextValue.of(
        TextMethods.replace(
            Texts.str(input), Texts.str(bound.get("old")), Texts.str(bound.get("new")), count));
  }

  static Value join(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("join", 0, "d", "attribute");
    AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
    List<String> parts = new ArrayList<>();
    Iteration.iterate(input).forEachRemaining(item -> parts.add(Texts.str(path.get(item))));
    return TextValue.of(TextMethods.join(parts, bound.text("d", "")));
  }

  static Value indent(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("indent", 0, "width", "first", "blank");
    if (input instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    TextValue text = TextMethods.text("indent", input);
    String indent = indention(bound);
    if (text.markup()) {
      indent = TextValue.escape(indent);
    }
    // The added newline makes the last line count, even when it is empty.
    List<String> lines = Splitting.lines(text.text() + "\n", false);
    StringBuilder indented = new StringBuilder(bound.flag("first") ? indent : "");
    for (int i = 0; i < lines.size(); i++) {
      boolean filled = bound.flag("blank") || !lines.get(i).isEmpty();
      indented
          .append(i == 0 ? "" : "\n")
          .append(i > 0 && filled ? indent : "")
          .append(lines.get(i));
      CodePoints.checkLength(indented.length());
    }
    return text.with(indented.toString());
  }

  private static String indention(Arguments.Bound bound) {
    if (bound.optional("width").orElse(NoneValue.NONE) instanceof TextValue text) {
      return text.text();
    }
    int width = bound.whole("width", 4);
    CodePoints.checkLength(width);
    return " ".repeat(Math.max(0, width));
  }

  static Value truncate(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("truncate", 0, "length", "killwords", "end", "leeway");
    TextValue text = TextMethods.text("truncate", input);
    String end = bound.text("end", "...");
    int length = bound.whole("length", 255);
    int leeway =
        bound.unlessNone("leeway").map(value -> Numbers.index(value, "truncate")).orElse(5);
    int kept = length - CodePoints.length(end);
    if (kept < 0 || leeway < 0) {
      throw new EvaluationException(
          "truncate: the length must be at least that of the end, the leeway at least 0");
    }
    if (CodePoints.length(text.text()) <= (long) length + leeway) {
      return text;
    }
    String cut = CodePoints.between(text.text(), 0, kept);
    int space = bound.flag("killwords") ? -1 : cut.lastIndexOf(' ');
    return Arithmetic.apply(
        Expression.Operator.ADD,
        text.with(space < 0 ? cut : cut.substring(0, space)),
        TextValue.of(end));
  }

  static Value wordCount(Value input, Arguments arguments) {
    arguments.bind("wordcount", 0);
    int count = 0;
    boolean inside = false;
    for (int codePoint : soft(input).text().codePoints().toArray()) {
      boolean word = codePoint == '_' || Character.isLetterOrDigit(codePoint);
      count += word && !inside ? 1 : 0;
      inside = word;
    }
    return NumberValue.Int.of(count);
  }
}
