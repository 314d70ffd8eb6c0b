package assay.scorers.math.sympy;

import java.util.Optional;
import java.util.Set;

/// The tokens of sympy's LaTeX grammar, scanned when they are first looked at: a character that the
/// grammar does not know only matters if the parser comes so far.
///
/// White space is skipped, digits and letters are tokens of their own, and `d` with the letter or
/// command after it is one token.
///
/// Source: sympy 1.12, `parsing/latex/LaTeX.g4`, lexer rules.
final class LatexTokens {
  static final String END = "";
  private static final Set<String> SKIPPED =
      Set.of(
          """
          \\thinspace \\medspace \\thickspace \\quad \\qquad \\negthinspace \\negmedspace
          \\negthickspace \\left \\right \\vrule \\vcenter \\vbox \\vskip \\vspace \\hfil\
          """
              .split("\\s+", -1));
  private static final String SKIPPED_SIGNS = ",:;!*-./\"(=";

  private final String text;
  private int at;
  private int end;
  private Optional<String> current = Optional.empty();

  LatexTokens(String text) {
    this.text = text;
  }

  /// Returns the next token without taking it; [#END] at the end.
  ///
  /// @throws UnknownCharacterException if the grammar has no token for what comes next
  String peek() {
    if (current.isEmpty()) {
      current = Optional.of(scan());
    }
    return current.get();
  }

  String take() {
    String token = peek();
    at = end;
    current = Optional.empty();
    return token;
  }

  boolean take(String wanted) {
    boolean next = peek().equals(wanted);
    if (next) {
      take();
    }
    return next;
  }

  int position() {
    return at;
  }

  /// Returns the text that was taken since a position.
  String since(int position) {
    return text.substring(position, at);
  }

  void back(int position) {
    at = position;
    current = Optional.empty();
  }

  private String scan() {
    while (at < text.length()) {
      end = at;
      String token = next();
      if (!token.isEmpty()) {
        return token;
      }
      at = end;
    }
    end = at;
    return END;
  }

  /// Returns the token at [#at] and sets its end, or an empty text for what is skipped.
  private String next() {
    char character = text.charAt(at);
    end = at + 1;
    if (character == ' ' || character == '\t' || character == '\r' || character == '\n') {
      return "";
    }
    if (character == '\\') {
      return command();
    }
    if (character == 'd') {
      return differential();
    }
    if (character == '&') {
      return ampersand();
    }
    boolean known = letter(character) || "0123456789+-*/(){}[]|_^:,.=<>!'".indexOf(character) >= 0;
    if (!known) {
      throw new UnknownCharacterException();
    }
    return String.valueOf(character);
  }

  private String command() {
    int stop = lettersEnd(at + 1);
    if (stop == at + 1) {
      char sign = stop < text.length() ? text.charAt(stop) : ' ';
      end = at + 2;
      if (SKIPPED_SIGNS.indexOf(sign) >= 0) {
        return "";
      }
      if (sign == '{' || sign == '}') {
        return "\\" + sign;
      }
      throw new UnknownCharacterException();
    }
    end = stop;
    String name = text.substring(at, stop);
    boolean bar = stop < text.length() && text.charAt(stop) == '|';
    if (bar && (name.equals("\\left") || name.equals("\\right"))) {
      end = stop + 1;
      return name + "|";
    }
    return SKIPPED.contains(name) ? "" : name;
  }

  private String differential() {
    int after = at + 1;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    if (after < text.length() && letter(text.charAt(after))) {
      end = after + 1;
      return "d" + text.charAt(after);
    }
    if (after < text.length() && text.charAt(after) == '\\' && lettersEnd(after + 1) > after + 1) {
      end = lettersEnd(after + 1);
      return "d" + text.substring(after + 1, end);
    }
    return "d";
  }

  private String ampersand() {
    int after = at + 1;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    if (after < text.length() && text.charAt(after) == '=') {
      end = after + 1;
      return "=";
    }
    throw new UnknownCharacterException();
  }

  private int lettersEnd(int start) {
    int stop = start;
    while (stop < text.length() && letter(text.charAt(stop))) {
      stop++;
    }
    return stop;
  }

  static boolean letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  /// Thrown for a character outside the grammar, which ends the whole parse.
  static final class UnknownCharacterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownCharacterException() {
      super("no token", null, false, false);
    }
  }
}
