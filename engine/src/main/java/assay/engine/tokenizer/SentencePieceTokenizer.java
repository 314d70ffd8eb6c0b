package assay.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// SentencePiece's byte-pair encoding, as Llama 2, Mistral and Phi-3 have it: spaces are written as
/// U+2581, and the pair of neighbours whose joined text is the token with the highest score merges
/// first. Characters that the vocabulary lacks become the tokens of their bytes.
///
/// Source: Kudo and Richardson 2018, "SentencePiece"; its `bpe_model.cc`.
public final class SentencePieceTokenizer implements Tokenizer {
  private static final char SPACE = '\u2581';

  private final Vocabulary vocabulary;
  private final boolean addSpacePrefix;
  private final ScoredPieces pieces;
  private final int[] byteTokens;
  private final byte[][] bytes;
  private final SpecialTokenFinder userDefined;
  private final SpecialTokenFinder allSpecial;
  private final String digest;

  /// Prepares a tokenizer.
  ///
  /// @param vocabulary tokens with spaces as U+2581 and one byte token `<0xXX>` for each byte
  /// @param scores the score of each token; higher ones merge first
  /// @param addSpacePrefix whether a text is read as if a space stood before it
  /// @throws MalformedVocabularyException if the vocabulary lacks a byte, or there is not one score
  ///   for each token
  public SentencePieceTokenizer(Vocabulary vocabulary, float[] scores, boolean addSpacePrefix) {
    if (scores.length != vocabulary.size()) {
      throw new MalformedVocabularyException(
          "scores",
          "there is not one for each token",
          vocabulary.size() + " numbers",
          String.valueOf(scores.length));
    }
    this.vocabulary = vocabulary;
    this.addSpacePrefix = addSpacePrefix;
    this.pieces = ScoredPieces.of(vocabulary, scores);
    this.byteTokens = byteTokens(vocabulary);
    this.bytes = new byte[vocabulary.size()][];
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = bytesOf(vocabulary.tokens().get(id), vocabulary.kinds().get(id));
    }
    this.userDefined = new SpecialTokenFinder(vocabulary, false);
    this.allSpecial = new SpecialTokenFinder(vocabulary, true);
    VocabularyDigest all = new VocabularyDigest("SentencePiece BPE").vocabulary(vocabulary);
    for (float score : scores) {
      all.number(Float.floatToIntBits(score));
    }
    this.digest = all.number(addSpacePrefix ? 1 : 0).hex();
  }

  private static int[] byteTokens(Vocabulary vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kinds().get(id) == TokenKind.BYTE) {
        ids.put(vocabulary.tokens().get(id), id);
      }
    }
    int[] tokens = new int[256];
    for (int value = 0; value < 256; value++) {
      String text = "<0x%02X>".formatted(value);
      Integer id = ids.get(text);
      if (id == null) {
        throw new MalformedVocabularyException("tokens", "a byte has no token", text, "none");
      }
      tokens[value] = id;
    }
    return tokens;
  }

  private static byte[] bytesOf(String text, TokenKind kind) {
    return switch (kind) {
      case CONTROL, UNUSED -> new byte[0];
      case BYTE -> new byte[] {(byte) Integer.parseInt(text, 3, 5, 16)};
      case NORMAL -> text.replace(SPACE, ' ').getBytes(StandardCharsets.UTF_8);
      case USER_DEFINED, UNKNOWN -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public String name() {
    return "sentencepiece";
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

  /// Returns the text of tokens, without control tokens and without the space that encoding put
  /// before it.
  @Override
  public String decode(int[] tokens) {
    String text = continuation(tokens);
    return addSpacePrefix && text.startsWith(" ") ? text.substring(1) : text;
  }

  @Override
  public int[] encode(String text, EncodingOptions options) {
    UnicodeText.require(text);
    TokenList out = new TokenList();
    SpecialTokens specials = vocabulary.specials();
    if (options.addSpecial() && specials.addBos()) {
      out.add(specials.bos().orElseThrow());
    }
    (options.parseSpecial() ? allSpecial : userDefined).find(text, new Parts(out));
    if (options.addSpecial() && specials.addEos()) {
      out.add(specials.eos().orElseThrow());
    }
    return out.toArray();
  }

  /// Encodes the parts of a text between special tokens, each of which begins like a text of its
  /// own.
  private final class Parts implements SpecialTokenFinder.PartSink {
    private final TokenList out;

    private Parts(TokenList out) {
      this.out = out;
    }

    @Override
    public void text(String part) {
      String prefixed = addSpacePrefix ? " " + part : part;
      pieces.encode(prefixed.replace(' ', SPACE), out, this::bytes);
    }

    private void bytes(String character) {
      for (byte value : character.getBytes(StandardCharsets.UTF_8)) {
        out.add(byteTokens[value & 0xFF]);
      }
    }

    @Override
    public void token(int id) {
      out.add(id);
    }
  }
}
