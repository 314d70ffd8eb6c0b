package assay.engine.model;

import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.DeltaShape;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.ModelConfig;
import assay.engine.config.PositionScheme.Rotary;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/// The intermediate results of one step, wide enough for each of a model's blocks, and the batch
/// that they belong to. Mutable, and owned by one engine; which method fills which array is said in
/// the blocks.
public final class Activations {
  final float[] residual; // [tokens, modelDim]
  final float[] normed; // [tokens, modelDim]
  final float[] branch; // [tokens, modelDim]
  final float[] queries; // [tokens, headCount, headDim]
  final float[] keys; // [tokens, kvHeadCount, headDim], or [tokens, entryDim]
  final float[] values; // [tokens, kvHeadCount, headDim]
  final float[] attentionGates; // [tokens, headCount, headDim], or [tokens, valueHeads, valueDim]
  final float[] mixed; // [tokens, mixedDim], queries, keys and values of linear attention
  final float[] betas; // [tokens, valueHeads]
  final float[] alphas; // [tokens, valueHeads]
  final float[] attended; // [tokens, headCount, headDim], or [tokens, headCount, valueDim]
  final float[] squeezed; // [tokens, queryRank]
  final float[] latentQueries; // [tokens, headCount, entryDim]
  final float[] latentAttended; // [tokens, headCount, latentDim]
  final float[] gate; // [tokens, ffnDim]
  final float[] up; // [tokens, ffnDim]
  final float[] sharedWeights; // [tokens]
  final float[][] cosines; // [kinds of rotary embedding][tokens, width / 2]
  final float[][] sines; // [kinds of rotary embedding][tokens, width / 2]
  final Routing routing;
  final long[][] picks; // [layerCount][expertCount], how often each expert was picked in all steps
  private final int batchTokens;
  private final StepBatch batch;
  private final ScratchSizes scratch;

  /// Allocates room for batches.
  ///
  /// @param batchTokens the most tokens in a batch
  public Activations(ModelConfig config, int batchTokens) {
    this.batchTokens = batchTokens;
    residual = batch(config.modelDim());
    normed = batch(config.modelDim());
    branch = batch(config.modelDim());
    Widths widths = new Widths(config);
    queries = batch(widths.grouped(GroupedQuery::queryDim, Activations::queryDim));
    keys = batch(widths.grouped(GroupedQuery::kvDim, latent -> latent.shape().entryDim()));
    values = batch(widths.grouped(GroupedQuery::kvDim, _ -> 0));
    attended =
        batch(
            Math.max(
                widths.grouped(GroupedQuery::queryDim, Activations::valueDim),
                widths.delta(DeltaShape::valuesDim)));
    attentionGates =
        batch(
            Math.max(
                widths.grouped(grouped -> grouped.gated() ? grouped.queryDim() : 0, _ -> 0),
                widths.delta(DeltaShape::valuesDim)));
    mixed = batch(widths.delta(DeltaShape::mixedDim));
    betas = batch(widths.delta(DeltaShape::valueHeads));
    alphas = batch(widths.delta(DeltaShape::valueHeads));
    squeezed = batch(widths.latent(latent -> latent.shape().queryRank().orElse(0)));
    latentQueries = batch(widths.latent(l -> l.headCount() * l.shape().entryDim()));
    latentAttended = batch(widths.latent(l -> l.headCount() * l.shape().latentDim()));
    gate = batch(widths.feedForward());
    up = batch(widths.feedForward());
    sharedWeights = batch(1);
    List<Rotary> kinds = Positions.rotaryKinds(config);
    cosines = kinds.stream().map(kind -> batch(kind.width() / 2)).toArray(float[][]::new);
    sines = kinds.stream().map(kind -> batch(kind.width() / 2)).toArray(float[][]::new);
    routing = new Routing(config, batchTokens);
    picks = ExpertUsage.counters(config);
    batch = new StepBatch(batchTokens, config.vocabSize());
    scratch = ScratchSizes.of(config);
  }

  private static int queryDim(Latent latent) {
    return Math.multiplyExact(latent.headCount(), latent.shape().headDim());
  }

  private static int valueDim(Latent latent) {
    return Math.multiplyExact(latent.headCount(), latent.shape().valueDim());
  }

  /// Returns the most tokens in a batch.
  public int batchTokens() {
    return batchTokens;
  }

  /// Returns the batch of the step under way.
  public StepBatch batch() {
    return batch;
  }

  /// Returns how often each expert of each layer has been picked in all steps; copies.
  public long[][] picks() {
    return Arrays.stream(picks).map(long[]::clone).toArray(long[][]::new);
  }

  ScratchSizes scratch() {
    return scratch;
  }

  private float[] batch(int width) {
    return new float[Math.multiplyExact(batchTokens, width)];
  }

  /// The largest widths among a model's blocks; 0 where it has none of a kind.
  private record Widths(ModelConfig config) {
    int grouped(ToIntFunction<GroupedQuery> grouped, ToIntFunction<Latent> latent) {
      return config.blocks().stream()
          .mapToInt(
              block ->
                  switch (block.attention()) {
                    case GroupedQuery attention -> grouped.applyAsInt(attention);
                    case Latent attention -> latent.applyAsInt(attention);
                    case GatedDelta _ -> 0;
                  })
          .max()
          .orElse(0);
    }

    int delta(ToIntFunction<DeltaShape> width) {
      return config.blocks().stream()
          .mapToInt(
              block ->
                  block.attention() instanceof GatedDelta(DeltaShape shape)
                      ? width.applyAsInt(shape)
                      : 0)
          .max()
          .orElse(0);
    }

    int latent(ToIntFunction<Latent> latent) {
      return grouped(_ -> 0, latent);
    }

    int feedForward() {
      return config.blocks().stream()
          .mapToInt(
              block ->
                  switch (block.feedForward()) {
                    case Gated gated -> gated.ffnDim();
                    case Plain plain -> plain.ffnDim();
                    case Experts experts -> experts.shared().map(s -> s.ffnDim()).orElse(0);
                  })
          .max()
          .orElse(0);
    }
  }
}
