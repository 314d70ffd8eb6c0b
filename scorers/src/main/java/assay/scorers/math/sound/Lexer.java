package assay.scorers.math.sound;

import assay.scorers.math.algebra.Functions;
import assay.scorers.math.sound.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Splits an answer in LaTeX or plain text into tokens; typesetting marks and math delimiters go.
///
/// One instance reads one text. Linear; more than [#MAX_TOKENS] tokens are refused.
final class Lexer {
  static final int MAX_TOKENS = 4000;
  private static final int WORD_LETTERS = 4;
  private static final Set<String> SHORT_WORDS =
      Set.of(
          """
          yes no odd one two six ten all any not is the are cm mm km ft kg mg mph cents min
          sec hr am pm and or st nd rd th of to we it its for has red on so he in at by up go
          do be an as if my me pct per\
          """
              .split("\\s+", -1));

  /// Letters which, in a text group right behind a number, are units.
  private static final String UNIT_LETTERS = "mghs";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final GroupStack groups = new GroupStack();
  private int at;
  private int openEnvironments;
  private boolean spaced;

  private Lexer(String text) {
    this.text = text;
  }

  /// Returns the tokens, the last of which is [Kind#END].
  ///
  /// @throws UnreadableException if a character has no meaning in an answer
  static List<Token> read(String text) throws UnreadableException {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.emit(Kind.END, "");
    return lexer.tokens;
  }

  private void emit(Kind kind, String content) throws UnreadableException {
    if (tokens.size() >= MAX_TOKENS) {
      throw new UnreadableException("more than " + MAX_TOKENS + " tokens");
    }
    tokens.add(new Token(kind, content, spaced));
    spaced = false;
    groups.follow(kind, content);
  }

  private void next() throws UnreadableException {
    int character = text.codePointAt(at);
    if (Character.isWhitespace(character) || character == '~' || Character.isSpaceChar(character)) {
      spaced = true;
      at += Character.charCount(character);
    } else if (character == '$') {
      at++;
    } else if (character == '\\') {
      command();
    } else if (NumberScanner.startsAt(text, at)) {
      NumberScanner number = NumberScanner.scan(text, at, groups.insideList());
      at = number.end();
      emit(Kind.NUMBER, number.digits());
    } else if (Character.isLetter(character)) {
      letters();
    } else {
      symbol(character);
    }
  }

  private void command() throws UnreadableException {
    int end = at + 1;
    while (end < text.length() && asciiLetter(text.charAt(end))) {
      end++;
    }
    if (end == at + 1) {
      escaped();
      return;
    }
    String name = text.substring(at + 1, end);
    if (name.startsWith("quad") || name.startsWith("qquad")) {
      name = name.startsWith("quad") ? "quad" : "qquad";
      end = at + 1 + name.length();
    }
    at = end;
    if (Notation.TEXT_GROUPS.contains(name)) {
      textGroup();
    } else if (name.equals("begin") || name.equals("end")) {
      environment(name);
    } else if (Notation.SILENT.contains(name)) {
      spaced |= name.endsWith("quad");
      skipEmptyDelimiter(name);
    } else {
      emitSign(Notation.COMMANDS.getOrDefault(name, "\\" + name));
    }
  }

  private void emitSign(String sign) throws UnreadableException {
    if (sign.length() > 1 && sign.charAt(0) == '\\') {
      emit(Kind.COMMAND, sign.substring(1));
    } else if (sign.length() > 1) {
      emit(Kind.COMMAND, sign);
    } else {
      emit(Kind.SYMBOL, sign.equals("{") || sign.equals("}") ? "\\" + sign : sign);
    }
  }

  private void escaped() throws UnreadableException {
    char character = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    at = Math.min(at + 2, text.length());
    switch (character) {
      case ' ', ',', ';', ':', '!', '\n', '\t', '>', '/' -> spaced = true;
      case '(', ')', '[', ']' -> spaced = true;
      case '{', '}', '$', '\\' -> emit(Kind.SYMBOL, "\\" + character);
      case '%', '|' -> emit(Kind.SYMBOL, String.valueOf(character));
      default -> rowEnd(character);
    }
  }

  /// In a matrix, one backslash before a value is what is left of two that end a row.
  private void rowEnd(char character) throws UnreadableException {
    boolean value = character == '-' || character == '.' || Character.isDigit(character);
    if (!value || openEnvironments == 0) {
      throw new UnreadableException("no meaning: \\" + character);
    }
    at--;
    emit(Kind.SYMBOL, "\\\\");
  }

  private void skipEmptyDelimiter(String name) {
    boolean delimiter = name.equals("left") || name.equals("right");
    if (delimiter && at < text.length() && text.charAt(at) == '.') {
      at++;
    }
  }

  private void textGroup() throws UnreadableException {
    int open = at;
    while (open < text.length() && text.charAt(open) == ' ') {
      open++;
    }
    int close = open < text.length() && text.charAt(open) == '{' ? closing(open) : -1;
    if (close < 0) {
      throw new UnreadableException("text without group");
    }
    String content = text.substring(open + 1, close).strip();
    at = close + 1;
    if (content.length() == 1 && Character.isLetter(content.charAt(0)) && !isUnitLetter(content)) {
      emit(Kind.NAME, content);
    } else if (Functions.isPrefix(content)) {
      emit(Kind.COMMAND, content);
    } else if (!content.isEmpty()) {
      emit(Kind.TEXT, content);
    }
  }

  private boolean isUnitLetter(String letter) {
    boolean afterNumber = !tokens.isEmpty() && tokens.getLast().kind() == Kind.NUMBER;
    return (afterNumber || behindUnit()) && UNIT_LETTERS.contains(letter);
  }

  /// Returns whether a word, and a sign that joins units, stand before.
  private boolean behindUnit() {
    return tokens.size() > 1
        && tokens.get(tokens.size() - 2).kind() == Kind.TEXT
        && (tokens.getLast().isCommand("cdot") || tokens.getLast().isSymbol("/"));
  }

  private void environment(String name) throws UnreadableException {
    int close = at < text.length() && text.charAt(at) == '{' ? closing(at) : -1;
    if (close < 0) {
      throw new UnreadableException("\\" + name + " without name");
    }
    String environment = text.substring(at + 1, close);
    at = close + 1;
    if (name.equals("begin") && environment.equals("array") && text.startsWith("{", at)) {
      at = closing(at) + 1;
    }
    openEnvironments += name.equals("begin") ? 1 : -1;
    emit(Kind.COMMAND, name + ":" + environment);
  }

  private int closing(int open) throws UnreadableException {
    int depth = 0;
    for (int index = open; index < text.length(); index++) {
      char character = text.charAt(index);
      depth += character == '{' ? 1 : 0;
      depth -= character == '}' ? 1 : 0;
      if (depth == 0) {
        return index;
      }
    }
    throw new UnreadableException("unbalanced braces");
  }

  private void letters() throws UnreadableException {
    int end = at;
    while (end < text.length() && asciiLetter(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      foreignLetters();
      return;
    }
    String run = text.substring(at, end);
    String lower = run.toLowerCase(Locale.ROOT);
    boolean grouped = at > 0 && text.charAt(at - 1) == '{' && text.startsWith("}", end);
    boolean capitals = run.length() > 1 && run.equals(run.toUpperCase(Locale.ROOT));
    at = end;
    if (Notation.WORDS.containsKey(run)) {
      emitSign(Notation.WORDS.get(run));
    } else if (Functions.isPrefix(run) || run.equals("abs")) {
      emit(Kind.COMMAND, run);
    } else if (run.length() >= WORD_LETTERS
        || (SHORT_WORDS.contains(lower) && !(grouped && capitals))) {
      emit(Kind.TEXT, run);
    } else if (run.length() == 1 && behindUnit() && UNIT_LETTERS.contains(run)) {
      emit(Kind.TEXT, run);
    } else if (capitals) {
      emit(Kind.NAME, run);
    } else {
      for (int index = 0; index < run.length(); index++) {
        emit(Kind.NAME, run.substring(index, index + 1));
      }
    }
  }

  private void foreignLetters() throws UnreadableException {
    String sign = Notation.CHARACTERS.get(text.codePointAt(at));
    if (sign != null) {
      at += Character.charCount(text.codePointAt(at));
      emitSign(sign);
      return;
    }
    int end = at;
    while (end < text.length() && Character.isLetter(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    String run = text.substring(at, end);
    at = end;
    emit(run.codePointCount(0, run.length()) == 1 ? Kind.NAME : Kind.TEXT, run);
  }

  private void symbol(int character) throws UnreadableException {
    Map<String, String> pairs = Map.of("!=", "ne", "<=", "le", ">=", "ge", "**", "^");
    String pair = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
    if (pairs.containsKey(pair)) {
      at += 2;
      emitSign(pairs.get(pair));
      return;
    }
    String sign = Notation.CHARACTERS.get(character);
    at += Character.charCount(character);
    if (sign != null) {
      emitSign(sign);
    } else if (character == '¢') {
      emit(Kind.TEXT, "cents");
    } else if ("+-/^_()[]{}|=<>,;:!%&'°€£¥".indexOf(character) >= 0) {
      emit(Kind.SYMBOL, Character.toString(character));
    } else if (character == '.' && text.substring(at).isBlank()) {
      spaced = true;
    } else {
      throw new UnreadableException("no meaning: " + Character.toString(character));
    }
  }

  private static boolean asciiLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }
}
