package assay.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Byte-level byte-pair encoding, as GPT-2, Llama 3, Qwen and DeepSeek have it: a pre-tokenizer
/// cuts the text into pieces, and the UTF-8 bytes of each piece are merged by rank.
///
/// Source: Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units";
/// Radford et al. 2019.
public final class BytePairTokenizer implements Tokenizer {
  private final Vocabulary vocabulary;
  private final PreTokenizer preTokenizer;
  private final MergeTable merges;
  private final int[] byteTokens;
  private final Map<String, Integer> wholePieces;
  private final byte[][] bytes;
  private final SpecialTokenFinder userDefined;
  private final SpecialTokenFinder allSpecial;
  private final String digest;

  /// Prepares a tokenizer.
  ///
  /// @param vocabulary tokens in the alphabet of bytes, see GPT-2's `bytes_to_unicode`
  /// @param merges pairs of tokens, each `left right`, in the order in which they merge
  /// @param preTokenizer the rules that cut the text
  /// @throws MalformedVocabularyException if the vocabulary lacks a byte, or a merge does not fit
  ///   it
  public BytePairTokenizer(Vocabulary vocabulary, List<String> merges, PreTokenizer preTokenizer) {
    Map<String, Integer> ids = vocabulary.ids();
    this.vocabulary = vocabulary;
    this.preTokenizer = preTokenizer;
    this.merges = MergeTable.parse(merges, ids);
    this.byteTokens = byteTokens(ids);
    this.wholePieces = preTokenizer.wholePiecesFirst() ? wholePieces(vocabulary) : Map.of();
    this.bytes = new byte[vocabulary.size()][];
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = bytesOf(vocabulary.tokens().get(id), vocabulary.kinds().get(id));
    }
    this.userDefined = new SpecialTokenFinder(vocabulary, false);
    this.allSpecial = new SpecialTokenFinder(vocabulary, true);
    this.digest =
        new VocabularyDigest("byte-level BPE")
            .text(preTokenizer.name())
            .vocabulary(vocabulary)
            .texts(merges)
            .hex();
  }

  /// The token of each byte, or -1: some vocabularies leave out bytes of rare planes of Unicode.
  private static int[] byteTokens(Map<String, Integer> ids) {
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      tokens[value] = ids.getOrDefault(String.valueOf(ByteAlphabet.character(value)), -1);
    }
    return tokens;
  }

  private static Map<String, Integer> wholePieces(Vocabulary vocabulary) {
    Map<String, Integer> pieces = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kinds().get(id) == TokenKind.NORMAL) {
        pieces.put(vocabulary.tokens().get(id), id);
      }
    }
    return pieces;
  }

  private static byte[] bytesOf(String text, TokenKind kind) {
    return switch (kind) {
      case CONTROL, UNUSED -> new byte[0];
      case USER_DEFINED, UNKNOWN -> text.getBytes(StandardCharsets.UTF_8);
      case NORMAL, BYTE -> ByteAlphabet.decode(text);
    };
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public String name() {
    return preTokenizer.name();
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public byte[] bytes(int token) {
    vocabulary.require(token);
    return bytes[token].clone();
  }

  @Override
  public int[] encode(String text, EncodingOptions options) {
    UnicodeText.require(text);
    TokenList out = new TokenList();
    SpecialTokens specials = vocabulary.specials();
    if (options.addSpecial() && specials.addBos()) {
      out.add(specials.bos().orElseThrow());
    }
    PieceMerger merger = new PieceMerger(merges);
    (options.parseSpecial() ? allSpecial : userDefined)
        .find(
            text,
            new SpecialTokenFinder.PartSink() {
              @Override
              public void text(String part) {
                encodePart(part.codePoints().toArray(), merger, out);
              }

              @Override
              public void token(int id) {
                out.add(id);
              }
            });
    if (options.addSpecial() && specials.addEos()) {
      out.add(specials.eos().orElseThrow());
    }
    return out.toArray();
  }

  private void encodePart(int[] codePoints, PieceMerger merger, TokenList out) {
    preTokenizer.split(
        codePoints,
        0,
        codePoints.length,
        (from, to) -> {
          if (!wholePieces.isEmpty()) {
            Integer whole = wholePieces.get(inByteAlphabet(codePoints, from, to));
            if (whole != null) {
              out.add(whole);
              return;
            }
          }
          for (int i = from; i < to; i++) {
            addBytes(codePoints[i], merger);
          }
          merger.mergeInto(out);
        });
  }

  private static String inByteAlphabet(int[] codePoints, int from, int to) {
    StringBuilder text = new StringBuilder(2 * (to - from));
    for (byte value : new String(codePoints, from, to - from).getBytes(StandardCharsets.UTF_8)) {
      text.append(ByteAlphabet.character(value & 0xFF));
    }
    return text.toString();
  }

  /// Adds the tokens of a character's bytes in UTF-8.
  private void addBytes(int codePoint, PieceMerger merger) {
    if (codePoint < 0x80) {
      merger.add(byteToken(codePoint));
    } else if (codePoint < 0x800) {
      merger.add(byteToken(0xC0 | (codePoint >> 6)));
      merger.add(continuation(codePoint));
    } else if (codePoint < 0x10000) {
      merger.add(byteToken(0xE0 | (codePoint >> 12)));
      merger.add(continuation(codePoint >> 6));
      merger.add(continuation(codePoint));
    } else {
      merger.add(byteToken(0xF0 | (codePoint >> 18)));
      merger.add(continuation(codePoint >> 12));
      merger.add(continuation(codePoint >> 6));
      merger.add(continuation(codePoint));
    }
  }

  private int continuation(int bits) {
    return byteToken(0x80 | (bits & 0x3F));
  }

  private int byteToken(int value) {
    if (byteTokens[value] < 0) {
      throw new IllegalArgumentException(
          "the vocabulary has no token for the byte 0x%02X of the text; the model cannot read it"
              .formatted(value));
    }
    return byteTokens[value];
  }
}
