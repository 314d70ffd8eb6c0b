package assay.engine.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Cuts a template into tokens, with `trim_blocks` and `lstrip_blocks` on, as Transformers sets
/// them.
///
/// Source: jinja2 3.1 `lexer.py`. White space rules, in short: `-` beside a tag strips all white
/// space on that side; else a newline after a block tag or comment goes, and so does the
/// indentation before one; `+` keeps both.
final class Lexer {
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;

  private Lexer(String source) {
    this.source = source;
  }

  /// Returns the tokens, the last of which is `END`.
  static List<Token> tokenize(String source) {
    Lexer lexer = new Lexer(normalize(source));
    lexer.run();
    return lexer.tokens;
  }

  /// Lines end with `\n`; a newline at the very end of a template is not part of it.
  private static String normalize(String source) {
    String unix = source.replace("\r\n", "\n").replace('\r', '\n');
    return unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
  }

  private void run() {
    while (position < source.length()) {
      int tag = nextTag();
      if (tag < 0) {
        data(source.substring(position));
        advance(source.length());
      } else {
        tag(tag);
      }
    }
    add(Token.Kind.END, "");
  }

  private int nextTag() {
    for (int i = source.indexOf('{', position); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private void tag(int start) {
    char type = source.charAt(start + 1);
    char sign = signAt(start + 2);
    data(textBefore(position, start, sign, type == '{'));
    advance(start + (sign == ' ' ? 2 : 3));
    switch (type) {
      case '#' -> comment();
      case '{' -> expression(Token.Kind.VARIABLE_BEGIN, Token.Kind.VARIABLE_END, "}}");
      default -> {
        int rawStart = endOfRawTag(position, "raw");
        if (rawStart >= 0) {
          raw(rawStart);
        } else {
          expression(Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, "%}");
        }
      }
    }
  }

  private char signAt(int index) {
    boolean sign = index < source.length() && "+-".indexOf(source.charAt(index)) >= 0;
    return sign ? source.charAt(index) : ' ';
  }

  /// The text from `from` up to a tag, stripped as the tag's sign and `lstrip_blocks` want it.
  private String textBefore(int from, int tag, char sign, boolean variable) {
    String text = source.substring(from, tag);
    if (sign == '-') {
      return Whitespace.stripRight(text);
    }
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean startsLine = lineStart > 0 || from == 0 || source.charAt(from - 1) == '\n';
    boolean strip =
        sign != '+' && !variable && startsLine && Whitespace.isBlank(text.substring(lineStart));
    return strip ? text.substring(0, lineStart) : text;
  }

  private void comment() {
    if (position == source.length()) {
      return; // jinja2 forgives what opens at the very end
    }
    int end = source.indexOf("#}", position);
    if (end < 0) {
      throw new TemplateException(line, "the comment that starts here does not end with '#}'");
    }
    char sign = end > position ? signAt(end - 1) : ' ';
    advance(afterTag(end + 2, sign));
  }

  /// Where the text goes on after a tag that ends at `end`.
  private int afterTag(int end, char sign) {
    int next = end;
    switch (sign) {
      case '-' -> next = skipWhitespace(end);
      case '+' -> {}
      default -> next = source.startsWith("\n", end) ? end + 1 : end;
    }
    return next;
  }

  private int skipWhitespace(int from) {
    int next = from;
    while (next < source.length() && Whitespace.is(source.charAt(next))) {
      next++;
    }
    return next;
  }

  /// The index of the `%}` of a tag that holds only this name, or of the `-` or `+` before it, or
  /// -1.
  private int endOfRawTag(int from, String name) {
    int start = skipWhitespace(from);
    if (!source.startsWith(name, start)) {
      return -1;
    }
    int end = skipWhitespace(start + name.length());
    boolean signed = signAt(end) == '-' || (signAt(end) == '+' && name.equals("endraw"));
    return source.startsWith("%}", signed ? end + 1 : end) ? end : -1;
  }

  private void raw(int tagEnd) {
    boolean strip = signAt(tagEnd) == '-';
    // Unlike after other tags, a newline after {% raw %} stays.
    advance(strip ? skipWhitespace(tagEnd + 3) : tagEnd + 2);
    for (int i = source.indexOf("{%", position); i >= 0; i = source.indexOf("{%", i + 1)) {
      char sign = signAt(i + 2);
      int end = endOfRawTag(sign == ' ' ? i + 2 : i + 3, "endraw");
      if (end >= 0) {
        data(textBefore(position, i, sign, false));
        char endSign = signAt(end);
        advance(afterTag(endSign == ' ' ? end + 2 : end + 3, endSign));
        return;
      }
    }
    if (position < source.length()) {
      throw new TemplateException(
          line, "the {% raw %} that starts here does not end with {% endraw %}");
    }
  }

  private void expression(Token.Kind begin, Token.Kind end, String close) {
    add(begin, "");
    Deque<Character> open = new ArrayDeque<>();
    TokenScanner scanner = new TokenScanner(source);
    while (position < source.length()) {
      if (open.isEmpty() && closes(end, close)) {
        return;
      }
      if (Whitespace.is(source.charAt(position))) {
        advance(skipWhitespace(position));
        continue;
      }
      TokenScanner.Scanned scanned = scanner.scan(position, line);
      if (scanned.kind() == Token.Kind.OPERATOR) {
        balance(open, scanned.text().charAt(0));
      }
      add(scanned.kind(), scanned.text());
      advance(scanned.end());
    }
  }

  private boolean closes(Token.Kind end, String close) {
    char sign = signAt(position);
    boolean signed = sign == '-' || (sign == '+' && end == Token.Kind.BLOCK_END);
    int tag = signed ? position + 1 : position;
    if (!source.startsWith(close, tag)) {
      return false;
    }
    add(end, "");
    boolean keep = end == Token.Kind.VARIABLE_END && !signed;
    advance(keep ? tag + 2 : afterTag(tag + 2, signed ? sign : ' '));
    return true;
  }

  private void balance(Deque<Character> open, char operator) {
    switch (operator) {
      case '{' -> open.push('}');
      case '(' -> open.push(')');
      case '[' -> open.push(']');
      case '}', ')', ']' -> {
        if (open.isEmpty() || open.pop() != operator) {
          throw new TemplateException(line, "unexpected '" + operator + "'");
        }
      }
      default -> {}
    }
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      add(Token.Kind.DATA, text);
    }
  }

  private void add(Token.Kind kind, String text) {
    tokens.add(new Token(kind, text, line));
  }

  private void advance(int to) {
    for (int i = position; i < to; i++) {
      line += source.charAt(i) == '\n' ? 1 : 0;
    }
    position = to;
  }
}
