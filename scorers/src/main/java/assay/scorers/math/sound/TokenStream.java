package assay.scorers.math.sound;

import assay.scorers.math.sound.Token.Kind;
import java.util.List;

/// A cursor over the tokens of one answer, with a limit to nesting. Belongs to one thread.
final class TokenStream {
  private static final int MAX_DEPTH = 60;

  private final List<Token> tokens;
  private int position;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(position);
  }

  Token peekAfter(int count) {
    return tokens.get(Math.min(position + count, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(position);
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  /// Takes tokens that are known.
  void skip(int count) {
    for (int index = 0; index < count; index++) {
      take();
    }
  }

  /// Takes the next token if it is that symbol.
  boolean takeSymbol(String symbol) {
    boolean next = peek().isSymbol(symbol);
    position += next ? 1 : 0;
    return next;
  }

  /// Takes the next token if it is that command.
  boolean takeCommand(String name) {
    boolean next = peek().isCommand(name);
    position += next ? 1 : 0;
    return next;
  }

  void expectSymbol(String symbol) throws UnreadableException {
    if (!takeSymbol(symbol)) {
      throw new UnreadableException("expected " + symbol + ", found " + peek().text());
    }
  }

  /// Takes the first digit of the number that comes next; the other digits stay.
  String takeDigit() {
    Token number = tokens.get(position);
    if (number.text().length() == 1) {
      position++;
      return number.text();
    }
    tokens.set(position, new Token(Kind.NUMBER, number.text().substring(1), false));
    return number.text().substring(0, 1);
  }

  int position() {
    return position;
  }

  void enter() throws UnreadableException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw new UnreadableException("nested deeper than " + MAX_DEPTH);
    }
  }

  void leave() {
    depth--;
  }
}
