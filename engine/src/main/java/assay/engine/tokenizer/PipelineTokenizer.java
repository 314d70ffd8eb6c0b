package assay.engine.tokenizer;

import assay.engine.tokenizer.DecoderParts.Decoding;
import assay.engine.tokenizer.DecoderParts.Start;
import assay.engine.tokenizer.NormalizerParts.Normalization;
import assay.engine.tokenizer.PostProcessorParts.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A tokenizer that is put together from the parts which a `tokenizer.json` names. A text goes
/// through them in this order: added tokens, normalizer, added tokens that are looked for in
/// normalized text, pre-tokenizer, model.
///
/// Source: Hugging Face tokenizers, "The tokenization pipeline".
public final class PipelineTokenizer implements Tokenizer {
  private final Vocabulary vocabulary;
  private final Parts parts;
  private final AddedTokenFinder raw;
  private final AddedTokenFinder normalized;
  private final byte[][] bytes;
  private final String digest;

  /// What a tokenizer is put together from.
  ///
  /// @param added tokens that are found before anything else
  /// @param normalization of the text between them
  /// @param splitting of it into pieces
  /// @param model that makes tokens of pieces
  /// @param frame of tokens around a text
  /// @param decoding of tokens
  record Parts(
      List<AddedToken> added,
      Normalization normalization,
      SplitStep splitting,
      PieceModel model,
      Frame frame,
      Decoding decoding) {}

  PipelineTokenizer(Vocabulary vocabulary, Parts parts, String digest) {
    this.vocabulary = vocabulary;
    this.parts = parts;
    this.digest = digest;
    this.raw = finder(parts, false, AddedToken::text);
    this.normalized =
        finder(parts, true, token -> parts.normalization().function().apply(token.text()));
    this.bytes = new byte[vocabulary.size()][];
    for (int id = 0; id < bytes.length; id++) {
      bytes[id] = parts.decoding().bytes(vocabulary.tokens().get(id), vocabulary.kinds().get(id));
    }
  }

  private static AddedTokenFinder finder(
      Parts parts, boolean normalized, Function<AddedToken, String> text) {
    List<AddedToken> tokens =
        parts.added().stream().filter(token -> token.normalized() == normalized).toList();
    return new AddedTokenFinder(tokens, tokens.stream().map(text).toList());
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public String name() {
    return "tokenizer.json";
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
    return switch (parts.decoding().start()) {
      case Start.Kept _ -> text;
      case Start.SpaceDropped _ -> text.startsWith(" ") ? text.substring(1) : text;
      case Start.MarksDropped dropped -> withoutMarks(tokens, text, dropped.mark());
    };
  }

  private String withoutMarks(int[] tokens, String text, String mark) {
    int first = 0;
    while (first < tokens.length && bytes[tokens[first]].length == 0) {
      first++;
    }
    if (first == tokens.length || !vocabulary.tokens().get(tokens[first]).contains(mark)) {
      return text;
    }
    String head = vocabulary.tokens().get(tokens[first]).replace(mark, "");
    return head + continuation(Arrays.copyOfRange(tokens, first + 1, tokens.length));
  }

  @Override
  public int[] encode(String text, EncodingOptions options) {
    UnicodeText.require(text);
    TokenList out = new TokenList();
    if (options.addSpecial()) {
      parts.frame().before().forEach(out::add);
    }
    raw.find(
        Piece.of(text, true), options.parseSpecial(), new RawParts(options.parseSpecial(), out));
    if (options.addSpecial()) {
      parts.frame().behind().forEach(out::add);
    }
    return out.toArray();
  }

  /// Takes the parts of the text as it is.
  private final class RawParts implements AddedTokenFinder.PartSink {
    private final boolean parseSpecial;
    private final TokenList out;
    private final AddedTokenFinder.PartSink normalizedParts;

    private RawParts(boolean parseSpecial, TokenList out) {
      this.parseSpecial = parseSpecial;
      this.out = out;
      this.normalizedParts = new NormalizedParts(out);
    }

    @Override
    public void text(Piece part) {
      Piece piece =
          parts.normalization().equals(Normalization.NONE)
              ? part
              : Piece.of(parts.normalization().function().apply(part.toString()), part.first());
      normalized.find(piece, parseSpecial, normalizedParts);
    }

    @Override
    public void token(int id) {
      out.add(id);
    }
  }

  /// Takes the parts of normalized text.
  private final class NormalizedParts implements AddedTokenFinder.PartSink {
    private final TokenList out;
    private final PieceModel.Encoder encoder = parts.model().encoder();

    private NormalizedParts(TokenList out) {
      this.out = out;
    }

    @Override
    public void text(Piece part) {
      parts
          .splitting()
          .apply(
              part,
              piece -> {
                if (!piece.isEmpty()) {
                  encoder.encode(piece, out);
                }
              });
    }

    @Override
    public void token(int id) {
      out.add(id);
    }
  }
}
