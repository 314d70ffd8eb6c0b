package assay.engine.tokenizer;

import assay.engine.format.JsonElement;

/// What the pre-tokenizer and the decoder `Metaspace` of a `tokenizer.json` have in common: the
/// character that spaces are written as, and where one is put before a text.
final class Metaspace {
  private Metaspace() {}

  /// Where a space is put before a text.
  enum Scheme {
    /// Before each part between added tokens.
    ALWAYS,
    /// Before the first part only.
    FIRST,
    /// Nowhere.
    NEVER
  }

  static int replacement(JsonElement part) {
    JsonElement replacement = part.require("replacement");
    String text = replacement.text();
    if (text.codePointCount(0, text.length()) != 1) {
      throw replacement.fault("it is no character", "one character", "\"" + text + "\"");
    }
    return text.codePointAt(0);
  }

  /// The scheme; older files say only whether there is a prefix.
  static Scheme scheme(JsonElement part) {
    boolean prefix = part.get("add_prefix_space").map(JsonElement::bool).orElse(true);
    if (part.get("prepend_scheme").isEmpty()) {
      return prefix ? Scheme.ALWAYS : Scheme.NEVER;
    }
    JsonElement scheme = part.require("prepend_scheme");
    Scheme read =
        switch (scheme.text()) {
          case "always" -> Scheme.ALWAYS;
          case "first" -> Scheme.FIRST;
          case "never" -> Scheme.NEVER;
          default ->
              throw scheme.fault(
                  "this scheme is not known", "always, first or never", scheme.text());
        };
    if (!prefix && read != Scheme.NEVER) {
      throw scheme.fault("it contradicts add_prefix_space, which is false", "never", scheme.text());
    }
    return read;
  }
}
