package assay.engine.template;

/// A string. `markup` is set on what `safe` or `escape` returned: joined to plain text, such a
/// string escapes it.
record TextValue(String text, boolean markup) implements Value {
  static final TextValue EMPTY = of("");

  static TextValue of(String text) {
    return new TextValue(text, false);
  }

  /// The same kind of string with another text.
  TextValue with(String other) {
    return new TextValue(other, markup);
  }

  /// The text as it enters a markup string: escaped unless it is markup itself.
  String escaped() {
    return markup ? text : escape(text);
  }

  /// Replaces the five characters that mean something in HTML, as MarkupSafe spells them.
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '\'' -> escaped.append("&#39;");
        case '"' -> escaped.append("&#34;");
        default -> escaped.append(text.charAt(i));
      }
    }
    return escaped.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextValue that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String typeName() {
    return markup ? "Markup" : "str";
  }
}
