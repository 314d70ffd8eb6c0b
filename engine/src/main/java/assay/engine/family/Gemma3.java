package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The text model of Gemma 3: windows in five of six layers, which have a rotation of their own.
///
/// Source: Google, "Gemma 3", 2025; Transformers, `modeling_gemma3.py`.
final class Gemma3 implements Family {
  private static final double BASE = 1_000_000; // Gemma3TextConfig, as is the next
  private static final int PATTERN = 6;
  private static final int LAYERS_OF_27B = 62;
  private static final Key SCORE_CAP = Key.inCheckpoint("attn_logit_softcapping");
  private static final Key WINDOW_PATTERN =
      Key.of(
          "attention.sliding_window_pattern", "sliding_window_pattern", "_sliding_window_pattern");
  private static final Map<String, String> TENSORS =
      Tables.join(Tables.ATTENTION, Tables.HEAD_NORMS, Tables.NORMS_AROUND, Tables.GATED);

  @Override
  public Names names() {
    return Names.of("gemma3", "gemma3_text");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    RopeRule rule = RopeRule.HALVES.withBase(BASE);
    ScoreConfig scores =
        Gemma2.scores(settings, sizes, LAYERS_OF_27B).withCap(settings.above0(SCORE_CAP));
    GroupedQuery far =
        sizes
            .attention(settings.rope(rule, sizes.headDim()))
            .withScores(scores)
            .withNorm(HeadNorm.EACH);
    OptionalInt window = window(settings);
    GroupedQuery near =
        far.withPosition(settings.windowRope(rule, sizes.headDim())).withWindow(window);
    int pattern = settings.optional(WINDOW_PATTERN).orElse(PATTERN);
    FeedForwardConfig gated = Gemma.gated(settings);
    List<BlockConfig> blocks =
        Windows.layers(settings, sizes.layerCount(), layer -> (layer + 1) % pattern != 0).stream()
            .map(windowed -> windowed && window.isPresent() ? near : far)
            .map(attention -> BlockConfig.normedAround(attention, gated))
            .toList();
    return Gemma.finish(
        Outline.of(this, settings, blocks, TENSORS), settings, settings.above0(Key.LOGIT_CAP));
  }

  private static OptionalInt window(Settings settings) {
    return settings.isGguf() ? settings.window() : OptionalInt.of(settings.positive(Key.WINDOW));
  }
}
