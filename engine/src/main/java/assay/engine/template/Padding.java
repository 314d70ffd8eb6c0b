package assay.engine.template;

import java.util.List;

/// Methods that bring a string to a width counted in code points.
final class Padding {
  private Padding() {}

  static Value pad(TextValue text, String method, Arguments arguments) {
    List<Value> given = arguments.positional(method, 1, 2);
    int width = Numbers.index(given.getFirst(), method);
    String fill = " ";
    if (given.size() > 1) {
      TextValue character = TextMethods.text(method, given.get(1));
      fill = text.markup() ? character.escaped() : character.text();
    }
    if (CodePoints.length(fill) != 1) {
      throw new EvaluationException("The fill character must be exactly one character long");
    }
    return text.with(pad(text.text(), method, width, fill));
  }

  static String pad(String text, String method, int width, String fill) {
    CodePoints.checkLength(width);
    int missing = Math.max(0, width - CodePoints.length(text));
    int left =
        switch (method) {
          case "ljust" -> 0;
          case "rjust" -> missing;
          // CPython gives the odd character to the left when the width is odd.
          default -> missing / 2 + (missing & width & 1);
        };
    return fill.repeat(left) + text + fill.repeat(missing - left);
  }

  static Value zeros(TextValue text, Arguments arguments) {
    int width = Numbers.index(arguments.positional("zfill", 1, 1).getFirst(), "zfill");
    String s = text.text();
    boolean sign = s.startsWith("+") || s.startsWith("-");
    String number = sign ? s.substring(1) : s;
    String padded = pad(number, "rjust", sign ? width - 1 : width, "0");
    return text.with((sign ? s.substring(0, 1) : "") + padded);
  }

  static Value expandTabs(TextValue text, Arguments arguments) {
    int size = arguments.bind("expandtabs", 0, "tabsize").whole("tabsize", 8);
    StringBuilder expanded = new StringBuilder();
    int column = 0;
    for (String character : CodePoints.split(text.text())) {
      switch (character) {
        case "\t" -> {
          int spaces = size > 0 ? size - column % size : 0;
          CodePoints.checkLength((long) expanded.length() + spaces);
          expanded.append(" ".repeat(spaces));
          column += spaces;
        }
        case "\n", "\r" -> {
          expanded.append(character);
          column = 0;
        }
        default -> {
          expanded.append(character);
          column++;
        }
      }
    }
    return text.with(expanded.toString());
  }
}
