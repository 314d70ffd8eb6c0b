package assay.tasks.padding;

import assay.results.Digests;
import assay.results.GenerationSettings;
import assay.results.Padding;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.PromptTooLongException;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// A protocol whose prompts are lengthened to a number of tokens with distractors that have nothing
/// to do with the task.
///
/// The prompt of the protocol stands in the result byte for byte, as [Frame] says. The result has
/// at most [WantedLength#tokens()] tokens, and at most [WantedLength#tolerance()] fewer, as the
/// model's tokenizer counts the whole prompt; the choice depends on the seed, the sample's id and
/// the tokenizer alone. No distractor is made of the sample or has its question in it. Time and
/// memory grow linearly with the length.
///
/// What changes with length, and where the question should stand, was asked this way by Liu et al.,
/// "Lost in the Middle: How Language Models Use Long Contexts", arXiv 2307.03172.
public final class PaddedProtocol implements Protocol {
  /// Counting the whole prompt corrects the sum over its pieces; more rounds find nothing.
  private static final int ROUNDS = 3;

  private final Protocol protocol;
  private final WantedLength wanted;
  private final PaddingMaterial material;
  private final PieceSizes sizes;
  private final Optional<TokenCounter> standIn;

  /// Creates the protocol.
  ///
  /// @param standIn counts tokens where the model's own tokenizer is not known
  public PaddedProtocol(
      Protocol protocol,
      WantedLength wanted,
      PaddingMaterial material,
      Optional<TokenCounter> standIn) {
    this.protocol = Objects.requireNonNull(protocol);
    this.wanted = Objects.requireNonNull(wanted);
    this.material = Objects.requireNonNull(material);
    this.standIn = Objects.requireNonNull(standIn);
    sizes = new PieceSizes(material);
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    TokenCounter measure =
        counter
            .or(() -> standIn)
            .orElseThrow(
                () -> new IllegalStateException("padding needs a tokenizer to measure with"));
    Prompt prompt = protocol.render(sample, counter);
    int bare = measure.count(Frame.around(prompt, List.of(), List.of()));
    if (bare > wanted.tokens()) {
      throw PromptTooLongException.beforePadding(sample.id(), bare, wanted.tokens());
    }
    Filling filling = new Filling(material, sizes, measure, sample, seed(sample));
    Prompt padded = prompt;
    int tokens = bare;
    for (int round = 0; round < ROUNDS && tokens < wanted.tokens(); round++) {
      filling.add(wanted.tokens() - tokens);
      padded = padded(prompt, filling);
      tokens = measure.count(padded);
    }
    while (tokens > wanted.tokens() && filling.removeLast()) {
      padded = padded(prompt, filling);
      tokens = measure.count(padded);
    }
    requireLength(sample, tokens);
    return padded(prompt, filling);
  }

  private Prompt padded(Prompt prompt, Filling filling) {
    List<String> texts = filling.texts();
    int before = filling.before(wanted.position());
    return Frame.around(prompt, texts.subList(0, before), texts.subList(before, texts.size()));
  }

  private void requireLength(Sample sample, int tokens) {
    if (wanted.tokens() - tokens > wanted.tolerance()) {
      throw DataException.inFile(
          material.source(),
          ("has no piece short enough to pad sample %s: the prompt has %d tokens and is to have %d,"
                  + " at most %d fewer. Pad with shorter %s")
              .formatted(
                  sample.id(),
                  tokens,
                  wanted.tokens(),
                  wanted.tolerance(),
                  material.kind() == PaddingMaterial.Kind.SHOTS ? "questions" : "paragraphs"));
    }
  }

  private long seed(Sample sample) {
    return Long.parseUnsignedLong(
        Digests.ofText(wanted.seed() + "\n" + sample.id()).substring(0, 16), 16);
  }

  @Override
  public Optional<Padding> padding() {
    return Optional.of(
        new Padding(
            wanted.tokens(),
            material.kind().label(),
            wanted.position(),
            wanted.seed(),
            material.pieces().size(),
            standIn.isPresent() ? "a tokenizer file" : "the model's tokenizer"));
  }

  @Override
  public Map<String, String> materials() {
    Map<String, String> materials = new LinkedHashMap<>(protocol.materials());
    materials.put("padding", material.digest());
    return materials;
  }

  @Override
  public String name() {
    return protocol.name();
  }

  @Override
  public String version() {
    return protocol.version();
  }

  @Override
  public GenerationSettings settings() {
    return protocol.settings();
  }

  @Override
  public OptionalInt answerTokens(Sample sample) {
    return protocol.answerTokens(sample);
  }

  @Override
  public List<String> scorers() {
    return protocol.scorers();
  }
}
