package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Gemma 2: a window in every second layer, norms behind the blocks, soft caps.
///
/// Source: Google, "Gemma 2", 2024; Transformers, `modeling_gemma2.py`.
final class Gemma2 implements Family {
  private static final double SCORE_CAP = 50; // of all Gemma 2 models, as are the next two
  private static final double LOGIT_CAP = 30;
  private static final int WINDOW = 4096;
  private static final int PATTERN = 2;

  /// The model of 27 billion weights scales scores by modelDim / headCount instead of headDim; GGUF
  /// files tell it by its number of layers alone.
  private static final int LAYERS_OF_27B = 46;

  private static final Key SCALAR = Key.inCheckpoint("query_pre_attn_scalar");
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.NORMS_AROUND, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("gemma2", "gemma2");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES, sizes.headDim()))
            .withScores(
                scores(settings, sizes, LAYERS_OF_27B)
                    .withCap(otherwise(settings, Key.SCORE_CAP, SCORE_CAP)));
    OptionalInt window = OptionalInt.of(settings.positive(Key.WINDOW, WINDOW));
    int pattern = settings.optional(Key.inGguf("attention.sliding_window_pattern")).orElse(PATTERN);
    FeedForwardConfig gated = Gemma.gated(settings);
    List<BlockConfig> blocks =
        Windows.layers(settings, sizes.layerCount(), layer -> (layer + 1) % pattern != 0).stream()
            .map(windowed -> windowed ? attention.withWindow(window) : attention)
            .map(each -> BlockConfig.normedAround(each, gated))
            .toList();
    return Gemma.finish(
        Outline.of(this, settings, blocks, TENSORS),
        settings,
        otherwise(settings, Key.LOGIT_CAP, LOGIT_CAP));
  }

  private static OptionalDouble otherwise(Settings settings, Key key, double inGguf) {
    OptionalDouble cap = settings.above0(key);
    return cap.isEmpty() && settings.isGguf() ? OptionalDouble.of(inGguf) : cap;
  }

  /// Returns how scores are scaled.
  ///
  /// @param layersOf27B of the model that does it otherwise
  static ScoreConfig scores(Settings settings, Sizes sizes, int layersOf27B) {
    if (!settings.isGguf()) {
      OptionalDouble scalar = settings.above0(SCALAR);
      double width = scalar.orElseThrow(() -> settings.missing(SCALAR));
      return ScoreConfig.of((float) (1 / Math.sqrt(width)));
    }
    boolean shares = sizes.layerCount() == layersOf27B;
    return ScoreConfig.ofWidth(
        shares ? sizes.modelDim() / sizes.heads().headCount() : sizes.headDim());
  }
}
