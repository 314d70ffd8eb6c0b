package assay.engine.format;

import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.JsonValue.JsonBool;
import assay.engine.format.JsonValue.JsonNull;
import assay.engine.format.JsonValue.JsonNumber;
import assay.engine.format.JsonValue.JsonObject;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.format.MalformedModelException.FilePlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads JSON strictly: a name that stands twice in an object, half a surrogate pair and nesting
/// beyond [#DEEPEST] levels are refused as well.
///
/// Source: RFC 8259; `NaN` and `Infinity` as Python's `json` writes them.
final class JsonParser {
  /// No file of a model comes near; a recursion of this depth fits every stack.
  private static final int DEEPEST = 200;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|NaN|-?Infinity");

  private final Path file;
  private final String text;
  private final Matcher number;
  private int at;
  private int depth;

  JsonParser(Path file, String text) {
    this.file = file;
    this.text = text;
    this.number = NUMBER.matcher(text);
  }

  JsonValue parse() {
    JsonValue value = value();
    skipSpace();
    if (at < text.length()) {
      throw malformed("the end of the file");
    }
    return value;
  }

  private JsonValue value() {
    skipSpace();
    if (++depth > DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels of nesting");
    }
    JsonValue value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> new JsonText(string());
          case 't' -> word("true", new JsonBool(true));
          case 'f' -> word("false", new JsonBool(false));
          case 'n' -> word("null", new JsonNull());
          default -> number();
        };
    depth--;
    return value;
  }

  private JsonValue object() {
    at++;
    Map<String, JsonValue> members = new LinkedHashMap<>();
    skipSpace();
    while (!take('}')) {
      if (!members.isEmpty()) {
        expect(',');
        skipSpace();
      }
      if (peek() != '"') {
        throw malformed("a name in quotes");
      }
      int start = at;
      String name = string();
      skipSpace();
      expect(':');
      if (members.putIfAbsent(name, value()) != null) {
        at = start;
        throw malformed("another name than \"" + name + "\", which this object has already");
      }
      skipSpace();
    }
    return new JsonObject(members);
  }

  private JsonValue array() {
    at++;
    List<JsonValue> items = new ArrayList<>();
    skipSpace();
    while (!take(']')) {
      if (!items.isEmpty()) {
        expect(',');
      }
      items.add(value());
      skipSpace();
    }
    return new JsonArray(items);
  }

  private JsonValue number() {
    number.region(at, text.length());
    if (!number.lookingAt()) {
      throw malformed("a value");
    }
    at = number.end();
    return new JsonNumber(number.group());
  }

  private JsonValue word(String word, JsonValue value) {
    if (!text.startsWith(word, at)) {
      throw malformed(word);
    }
    at += word.length();
    return value;
  }

  private String string() {
    int start = ++at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (!take('"')) {
      char c = peek();
      if (c < ' ') {
        throw malformed("the rest of a text; control characters are escaped there");
      }
      at++;
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isPlain(char c) {
    return c != '"' && c != '\\' && c >= ' ';
  }

  private void escape(StringBuilder out) {
    char c = peek();
    at++;
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> unicode(out);
      default -> {
        at--;
        throw malformed("one of \" \\ / b f n r t u behind a backslash");
      }
    }
  }

  private void unicode(StringBuilder out) {
    char first = hex();
    if (!Character.isSurrogate(first)) {
      out.append(first);
      return;
    }
    if (Character.isHighSurrogate(first) && text.startsWith("\\u", at)) {
      at += 2;
      char second = hex();
      if (Character.isLowSurrogate(second)) {
        out.append(first).append(second);
        return;
      }
    }
    throw malformed("both halves of a surrogate pair");
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw malformed("four hexadecimal digits");
      }
      value = 16 * value + digit;
      at++;
    }
    return (char) value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /// The character here; the end of the text is none that can continue a value.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean take(char c) {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw malformed("'" + c + "'");
    }
  }

  private MalformedModelException malformed(String expected) {
    int end = Math.min(at, text.length());
    long line = text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
    int column = end - text.lastIndexOf('\n', end - 1);
    String found = end == text.length() ? "the end" : "U+%04X".formatted((int) text.charAt(end));
    return new MalformedModelException(
        new FilePlace(file, "line " + line + ", column " + column, OptionalLong.empty()),
        "the file is not JSON",
        expected,
        found,
        "Fetch the file again: it is damaged or incomplete");
  }
}
