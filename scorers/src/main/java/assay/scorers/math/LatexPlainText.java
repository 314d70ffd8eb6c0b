package assay.scorers.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The plain text that the Python package pylatexenc makes of LaTeX, for the commands that occur in
/// answers: `\frac{a+b}{2}` becomes `a+b/2` without parentheses, `\sqrt{2}` becomes `√(2)`, a
/// command that the package does not know vanishes and leaves the content of its groups.
///
/// Linear in the length of the text.
///
/// Source: pylatexenc 2.11, `latex2text`, `LatexNodes2Text().latex_to_text` with its defaults.
final class LatexPlainText {
  private static final int MAX_DEPTH = 200;
  private static final Set<String> MATRICES =
      Set.of(
          "matrix", "pmatrix", "bmatrix", "array", "smallmatrix", "psmallmatrix", "bsmallmatrix");

  /// Commands with one argument that stays as it is.
  private static final Set<String> TRANSPARENT =
      Set.of("text", "textbf", "textit", "textrm", "mathrm", "mathit", "textnormal", "emph");

  /// Commands whose argument vanishes with them.
  private static final Set<String> OPAQUE =
      Set.of("mbox", "hspace", "vspace", "hbox", "phantom", "label");

  private final String text;
  private int at;
  private int depth;
  private boolean failed;

  private LatexPlainText(String text) {
    this.text = text;
  }

  /// Returns the plain text, or empty where the package raises an error.
  static Optional<String> of(String latex) {
    LatexPlainText reader = new LatexPlainText(latex);
    StringBuilder out = new StringBuilder();
    while (reader.at < latex.length()) {
      reader.node(out);
    }
    return reader.failed ? Optional.empty() : Optional.of(out.toString());
  }

  private void node(StringBuilder out) {
    char character = text.charAt(at);
    switch (character) {
      case '\\' -> command(out);
      case '{' -> out.append(group());
      case '}' -> at++;
      case '%' -> comment();
      case '&' -> {
        at++;
        out.append("   ");
      }
      case '~' -> {
        at++;
        out.append('\u00a0');
      }
      case '-' -> dashes(out);
      default -> {
        at++;
        out.append(character);
      }
    }
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private void dashes(StringBuilder out) {
    int count = text.startsWith("---", at) ? 3 : text.startsWith("--", at) ? 2 : 1;
    at += count;
    out.append(count == 1 ? "-" : count == 2 ? "–" : "—");
  }

  private String group() {
    at++;
    StringBuilder content = new StringBuilder();
    depth++;
    failed |= depth > MAX_DEPTH;
    while (at < text.length() && text.charAt(at) != '}' && !failed) {
      node(content);
    }
    depth--;
    at = failed ? text.length() : Math.min(at + 1, text.length());
    return content.toString();
  }

  private void command(StringBuilder out) {
    int end = at + 1;
    while (end < text.length() && letter(text.charAt(end))) {
      end++;
    }
    if (end == at + 1) {
      escaped(out);
      return;
    }
    String name = text.substring(at + 1, end);
    at = end;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    named(name, out);
  }

  private void escaped(StringBuilder out) {
    char sign = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    at = Math.min(at + 2, text.length());
    switch (sign) {
      case ' ', ',', ';', ':', '>' -> out.append(' ');
      case '\\' -> out.append('\n');
      case '%', '$', '&', '#', '_', '{', '}' -> out.append(sign);
      case '-' -> out.append('\u00ad');
      default -> {}
    }
  }

  private void named(String name, StringBuilder out) {
    switch (name) {
      case "frac" -> fraction(out);
      case "sqrt" -> root(out);
      case "begin" -> environment(out);
      case "left", "right", "end" -> {
        if (name.equals("end")) {
          argument();
        }
      }
      default -> {
        if (OPAQUE.contains(name)) {
          argument();
        } else if (TRANSPARENT.contains(name)) {
          argument().ifPresent(out::append);
        } else {
          out.append(LatexSymbols.plain(name));
        }
      }
    }
  }

  private void fraction(StringBuilder out) {
    Optional<String> numerator = argument();
    int middle = at;
    Optional<String> denominator = argument();
    if (denominator.isEmpty()) {
      // With too few arguments the package leaves its own pattern.
      at = middle;
      out.append("%s/%s").append(numerator.orElse(""));
    } else {
      out.append(numerator.orElse("")).append('/').append(denominator.get());
    }
  }

  private void root(StringBuilder out) {
    if (at < text.length() && text.charAt(at) == '[') {
      int close = text.indexOf(']', at);
      at = close < 0 ? at : close + 1;
    }
    Optional<String> radicand = argument();
    failed |= radicand.isEmpty();
    out.append("√(").append(radicand.orElse("")).append(')');
  }

  /// Reads the argument of a command: a group, a command or one character.
  private Optional<String> argument() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at >= text.length() || text.charAt(at) == '}' || failed) {
      return Optional.empty();
    }
    if (text.charAt(at) == '{') {
      return Optional.of(group());
    }
    StringBuilder one = new StringBuilder();
    depth++;
    failed |= depth > MAX_DEPTH;
    if (!failed) {
      node(one);
    }
    depth--;
    return Optional.of(one.toString());
  }

  private void environment(StringBuilder out) {
    String name = argument().orElse("");
    failed |= depth > MAX_DEPTH;
    if (!MATRICES.contains(name) || failed) {
      return;
    }
    depth++;
    if (name.equals("array")) {
      argument();
    }
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    while (at < text.length() && !text.startsWith("\\end", at) && !failed) {
      if (text.startsWith("\\\\", at)) {
        rows.add(row.toString());
        row.setLength(0);
        at += 2;
      } else if (text.charAt(at) == '&') {
        at++;
        row.append(' ');
      } else {
        node(row);
      }
    }
    depth--;
    if (!row.toString().isBlank()) {
      rows.add(row.toString());
    }
    out.append("[ ").append(String.join("; ", rows)).append(" ]");
  }

  private static boolean letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }
}
