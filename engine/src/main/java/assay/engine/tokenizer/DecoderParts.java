package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Reads the part `decoder` of a `tokenizer.json`: how tokens become text again.
///
/// Source: Hugging Face tokenizers, documentation of its decoders.
final class DecoderParts {
  private static final String KNOWN =
      "Sequence, ByteLevel, Metaspace, Replace, ByteFallback, Fuse or Strip";

  private boolean byteLevel;
  private boolean byteTokens;
  private boolean fused;
  private Start start = new Start.Kept();
  private UnaryOperator<String> text = UnaryOperator.identity();

  private DecoderParts() {}

  /// A decoder.
  ///
  /// @param byteLevel whether tokens are written in the alphabet of bytes
  /// @param byteTokens whether tokens such as `<0x0A>` are bytes
  /// @param text what becomes of the text of a token otherwise
  /// @param start what at the very begin is not part of the text
  record Decoding(boolean byteLevel, boolean byteTokens, UnaryOperator<String> text, Start start) {

    /// The bytes that a token adds to a text. An added token stands for itself, also where Hugging
    /// Face's library would read its letters in the alphabet of bytes and show replacement
    /// characters.
    byte[] bytes(String token, TokenKind kind) {
      return switch (kind) {
        case CONTROL, UNUSED -> new byte[0];
        case NORMAL, BYTE -> byteLevel ? ByteAlphabet.decode(token) : plain(token);
        case USER_DEFINED, UNKNOWN ->
            byteLevel ? token.getBytes(StandardCharsets.UTF_8) : plain(token);
      };
    }

    private byte[] plain(String token) {
      Optional<Byte> value = byteTokens ? ByteTokens.value(token) : Optional.empty();
      return value
          .map(single -> new byte[] {single})
          .orElseGet(() -> text.apply(token).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// What encoding has put before a text, so that decoding leaves it out.
  sealed interface Start {
    /// Nothing.
    record Kept() implements Start {}

    /// One space, whatever token it is from.
    record SpaceDropped() implements Start {}

    /// The marks of spaces in the first token, but no spaces that stand there as themselves.
    record MarksDropped(String mark) implements Start {}
  }

  static Decoding read(JsonElement part) {
    DecoderParts parts = new DecoderParts();
    parts.add(part);
    return new Decoding(parts.byteLevel, parts.byteTokens, parts.text, parts.start);
  }

  private void add(JsonElement part) {
    String type = part.require("type").text();
    switch (type) {
      case "Sequence" -> {
        part.allowOnly(Set.of("type", "decoders"));
        part.require("decoders").items().forEach(this::add);
      }
      case "ByteLevel" -> {
        part.allowOnly(Set.of("type", "add_prefix_space", "trim_offsets", "use_regex"));
        byteLevel = true;
      }
      case "ByteFallback" -> {
        part.allowOnly(Set.of("type"));
        byteTokens = true;
      }
      case "Fuse" -> {
        part.allowOnly(Set.of("type"));
        fused = true;
      }
      case "Metaspace" -> {
        part.allowOnly(
            Set.of(
                "type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep"));
        String mark = Character.toString(Metaspace.replacement(part));
        replace(mark, " ");
        if (Metaspace.scheme(part) != Metaspace.Scheme.NEVER) {
          start = new Start.MarksDropped(mark);
        }
      }
      case "Replace" -> {
        part.allowOnly(Set.of("type", "pattern", "content"));
        JsonElement pattern = part.require("pattern");
        pattern.allowOnly(Set.of("String"));
        replace(pattern.require("String").text(), part.require("content").text());
      }
      case "Strip" -> strip(part);
      default -> throw part.require("type").fault("this decoder is not supported", KNOWN, type);
    }
  }

  private void replace(String from, String to) {
    UnaryOperator<String> before = text;
    text = token -> before.apply(token).replace(from, to);
  }

  /// Only the form that undoes a space put before a text: one space, at the begin of the whole.
  private void strip(JsonElement part) {
    part.allowOnly(Set.of("type", "content", "start", "stop"));
    String content = part.require("content").text();
    long from = part.require("start").integer();
    long stop = part.require("stop").integer();
    if (!fused || !content.equals(" ") || from != 1 || stop != 0) {
      throw part.fault(
          "this decoder is not supported",
          "one space stripped from the start, behind Fuse",
          "\"" + content + "\", start " + from + ", stop " + stop);
    }
    start = new Start.SpaceDropped();
  }
}
