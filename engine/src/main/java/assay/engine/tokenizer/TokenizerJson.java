package assay.engine.tokenizer;

import assay.engine.format.JsonElement;
import assay.engine.tokenizer.DecoderParts.Decoding;
import assay.engine.tokenizer.NormalizerParts.Normalization;
import assay.engine.tokenizer.PostProcessorParts.Frame;
import assay.engine.tokenizer.PreTokenizerParts.PreTokenization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Reads a `tokenizer.json` of Hugging Face's library, together with what `tokenizer_config.json`
/// says about roles of tokens. A part that is not understood is refused with its path.
///
/// `truncation` and `padding` are settings of a caller which such files happen to keep;
/// Transformers sets both anew for each text, and here neither is done.
final class TokenizerJson {
  private final JsonElement file;
  private final TokenizerConfig config;

  private TokenizerJson(JsonElement file, TokenizerConfig config) {
    this.file = file;
    this.config = config;
  }

  /// Returns the tokenizer of a file.
  ///
  /// @param file its content
  /// @param config what else the folder says
  /// @throws assay.engine.format.MalformedModelException if it is unsound or not supported
  static Tokenizer read(JsonElement file, TokenizerConfig config) {
    return new TokenizerJson(file, config).read();
  }

  private Tokenizer read() {
    file.allowOnly(
        Set.of(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model"));
    ModelPart.Read model = ModelPart.read(file.require("model"));
    JsonVocabulary tokens = new JsonVocabulary(model.ids());
    file.get("added_tokens").ifPresent(all -> all.items().forEach(tokens::addFromTokenizer));
    config.addedTokens().forEach(tokens::addFromConfig);
    Normalization normalization = NormalizerParts.read(file.get("normalizer"));
    PreTokenization splitting = PreTokenizerParts.read(file.get("pre_tokenizer"));
    if (splitting.needsStart() && !normalization.keepsStart()) {
      throw file.require("normalizer")
          .fault(
              "it may remove or add the first character, which prepend_scheme first depends on",
              "another normalizer or another scheme",
              "both");
    }
    Decoding decoding = DecoderParts.read(file.require("decoder"));
    Frame frame =
        config.frame(
            PostProcessorParts.read(file.get("post_processor"), tokens.ids()), tokens.ids());
    SpecialTokens specials = specials(tokens.ids(), model, frame);
    PipelineTokenizer.Parts parts =
        new PipelineTokenizer.Parts(
            tokens.added(), normalization, splitting.step(), model.model(), frame, decoding);
    Vocabulary vocabulary = tokens.vocabulary(file, model.byteTokens(), specials);
    return new PipelineTokenizer(vocabulary, parts, digest(vocabulary, frame));
  }

  private SpecialTokens specials(Map<String, Integer> ids, ModelPart.Read model, Frame frame) {
    OptionalInt bos = config.token("bos_token", ids);
    OptionalInt eos = config.token("eos_token", ids);
    OptionalInt unknown =
        model.unknown().map(text -> OptionalInt.of(ids.get(text))).orElseGet(OptionalInt::empty);
    return new SpecialTokens(
        bos,
        eos,
        TurnEnds.find(ids),
        unknown,
        bos.isPresent() && frame.before().contains(bos.getAsInt()),
        eos.isPresent() && frame.behind().contains(eos.getAsInt()));
  }

  /// The digest covers the text of the file: two spellings of the same tokenizer differ.
  private String digest(Vocabulary vocabulary, Frame frame) {
    List<Integer> around = new ArrayList<>(frame.before());
    around.add(-1);
    around.addAll(frame.behind());
    VocabularyDigest all = new VocabularyDigest("tokenizer.json").vocabulary(vocabulary);
    around.forEach(all::number);
    return all.text(file.value().toString()).hex();
  }
}
