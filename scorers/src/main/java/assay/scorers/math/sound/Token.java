package assay.scorers.math.sound;

/// A piece of an answer.
///
/// @param kind what it is
/// @param text digits of a number (a repeating part in parentheses), a name, a command without its
///   backslash, one symbol, or the content of a text group
/// @param spaced whether white space precedes it
record Token(Kind kind, String text, boolean spaced) {

  enum Kind {
    NUMBER,
    NAME,
    COMMAND,
    SYMBOL,
    TEXT,
    END
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }

  boolean isSymbol(String symbol) {
    return is(Kind.SYMBOL, symbol);
  }

  boolean isCommand(String name) {
    return is(Kind.COMMAND, name);
  }
}
