package assay.engine.model;

import assay.engine.cache.PageFormat;
import assay.engine.config.ModelConfig;
import assay.engine.config.VocabularyConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A decoder-only transformer: tokens in, logits out. Which blocks it is made of, the configuration
/// says.
///
/// A step passes a batch of tokens, of one sequence or many, so that each weight is read from
/// memory once for all of them. Every worker runs the whole step and does a part of each operation;
/// see [Pass]. The logits of a token are the same bits whatever is in the batch with it.
///
/// Immutable. Source: Vaswani et al., "Attention Is All You Need", 2017, in the form of Touvron et
/// al., "LLaMA", 2023; what a family does otherwise is said in its blocks.
public final class Transformer {
  private final ModelConfig config;
  private final Weights weights;
  private final Positions positions;
  private final List<Block> blocks;

  /// Creates a transformer over weights that stay their owner's to close.
  ///
  /// @param format of the pages that its sequences are kept in
  public Transformer(ModelConfig config, Weights weights, PageFormat format) {
    this.config = config;
    this.weights = weights;
    positions = new Positions(config);
    Block.Builder builder = new Block.Builder(config.modelDim(), positions, format);
    blocks =
        IntStream.range(0, config.layerCount())
            .mapToObj(i -> builder.build(i, config.blocks().get(i), weights.layers().get(i)))
            .toList();
  }

  /// Passes the batch through all layers, together with the other workers. Entries of its positions
  /// are in their pages afterwards, and the activations hold the last residuals, from which
  /// [#logits] reads.
  ///
  /// @throws StepBatch.AbandonedException between two layers, if nobody wants the results any more
  public void step(Pass pass) {
    embed(pass);
    for (int i = 0; i < blocks.size(); i++) { // an iterator would be garbage of every step
      Block block = blocks.get(i);
      pass.batch().goOn();
      LayerWeights norms = block.weights();
      normalise(norms.attentionNorm(), pass);
      pass.meet();
      block.attention().apply(pass);
      pass.meet();
      addBranch(norms.attentionPostNorm(), scale(i), pass);

      normalise(norms.feedForwardNorm(), pass);
      pass.meet();
      block.feedForward().apply(pass);
      pass.meet();
      addBranch(norms.feedForwardPostNorm(), scale(i), pass);
    }
  }

  /// Computes the logits that follow some tokens of the batch just passed, together with the other
  /// workers.
  ///
  /// @param rows of the batch, in any order
  /// @param count how many of them
  /// @param logits `[count, vocabSize]`
  public void logits(Pass pass, int[] rows, int count, float[] logits) {
    Activations a = pass.activations;
    int modelDim = config.modelDim();
    for (int i = pass.worker.share().start(count); i < pass.worker.share().end(count); i++) {
      System.arraycopy(a.residual, rows[i] * modelDim, a.normed, i * modelDim, modelDim);
      weights.outputNorm().apply(pass.kernels, a.normed, i, i + 1, a.normed);
    }
    pass.meet();
    VocabularyConfig vocabulary = config.vocabulary();
    int chunks = pass.chunks(config.vocabSize());
    for (int chunk = pass.worker.claim(); chunk < chunks; chunk = pass.worker.claim()) {
      int from = pass.chunkStart(chunk, config.vocabSize());
      int to = pass.chunkStart(chunk + 1, config.vocabSize());
      weights.output().apply(pass, from, to, a.normed, count, logits);
      for (int i = 0; i < count; i++) {
        int start = i * config.vocabSize();
        scale(logits, start + from, start + to, vocabulary.logitScale());
        if (vocabulary.logitCap().isPresent()) {
          float cap = (float) vocabulary.logitCap().getAsDouble();
          pass.kernels.softCap(logits, start + from, start + to, cap);
        }
      }
    }
  }

  private void embed(Pass pass) {
    Activations a = pass.activations;
    int modelDim = config.modelDim();
    for (int row = pass.firstRow(); row < pass.endRow(); row++) {
      int start = row * modelDim;
      pass.kernels.expandRow(weights.tokenEmbedding(), pass.batch().tokens[row], a.residual, start);
      scale(a.residual, start, start + modelDim, config.vocabulary().embeddingScale());
    }
    if (weights.embeddingNorm().isPresent()) {
      Norm norm = weights.embeddingNorm().get();
      norm.apply(pass.kernels, a.residual, pass.firstRow(), pass.endRow(), a.residual);
    }
    positions.turn(pass);
  }

  private void normalise(Optional<Norm> norm, Pass pass) {
    Activations a = pass.activations;
    if (norm.isPresent()) {
      norm.get().apply(pass.kernels, a.residual, pass.firstRow(), pass.endRow(), a.normed);
    } else {
      int first = pass.firstRow() * config.modelDim();
      int count = pass.endRow() * config.modelDim() - first;
      System.arraycopy(a.residual, first, a.normed, first, count);
    }
  }

  private float scale(int layer) {
    return config.blocks().get(layer).branchScale();
  }

  private void addBranch(Optional<Norm> norm, float scale, Pass pass) {
    Activations a = pass.activations;
    if (norm.isPresent()) {
      norm.get().apply(pass.kernels, a.branch, pass.firstRow(), pass.endRow(), a.branch);
    }
    int first = pass.firstRow() * config.modelDim();
    int count = pass.endRow() * config.modelDim() - first;
    pass.kernels.addScaled(scale, a.branch, first, count, a.residual, first);
  }

  private static void scale(float[] x, int from, int to, float factor) {
    if (factor != 1) {
      for (int i = from; i < to; i++) {
        x[i] *= factor;
      }
    }
  }
}
