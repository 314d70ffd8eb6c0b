package assay.engine;

import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.cache.PageTable;
import assay.engine.config.ModelConfig;
import assay.engine.config.WeightPlacement;
import assay.engine.execute.Team;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Accuracy;
import assay.engine.kernels.KernelSelector;
import assay.engine.kernels.Kernels;
import assay.engine.machine.HugePages;
import assay.engine.model.StepBatch;
import assay.engine.model.Transformer;
import assay.engine.model.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Measures how fast a model is computed: steps of the transformer alone, with random tokens.
///
/// Mutable, and used by one thread; closing it frees the model.
public final class ModelSpeed implements AutoCloseable {
  /// Tokens of prefill in a step.
  private static final int BATCH_TOKENS = 256;

  private final long opened = System.nanoTime();
  private final WeightFile file;
  private final ModelConfig config;
  private final Kernels kernels;
  private final HugePages memory = new HugePages();
  private final StepRunner runner;
  private final PageCache cache;
  private final float[] logits;
  private final Random random = new Random(1);
  private final double firstTokenSeconds;

  /// Opens a model and computes one token, which brings weights into the form that they are read
  /// in.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.engine.format.MalformedModelException if the engine does not run it
  /// @throws IllegalArgumentException if the kernels do not run on this machine
  public ModelSpeed(Path path, LoadOptions options) throws IOException {
    kernels = KernelSelector.select(options.kernels(), options.weights() == WeightPlacement.PACKED);
    ModelFiles files = ModelFiles.open(path);
    file = files.weights();
    ModelConfig made = files.config();
    config =
        made.inContext(options.contextLength().orElse(made.contextLength()), options.ropeScaling());
    Weights weights = Weights.of(file, config, matrix -> kernels.pack(matrix, memory));
    PageFormat format = new PageFormat(config, options.cacheType());
    Transformer transformer = new Transformer(config, weights, format);
    runner =
        new StepRunner(config, transformer, kernels, new Team(options.threads()), BATCH_TOKENS);
    cache = new PageCache(format, Long.MAX_VALUE);
    logits = new float[Math.multiplyExact(BATCH_TOKENS, config.vocabSize())];
    prefill(1);
    firstTokenSeconds = (System.nanoTime() - opened) / 1e9;
  }

  /// Returns the name of the kernels.
  public String kernelName() {
    return kernels.name();
  }

  /// Returns the time from opening to the logits behind the first token.
  public double firstTokenSeconds() {
    return firstTokenSeconds;
  }

  /// Returns the bytes of weights that a token alone reads.
  public long weightBytesPerToken() {
    return DecodeTraffic.bytes(file, config);
  }

  /// Returns the multiplications and additions with weights that each token of a prompt takes: all
  /// active weights but those of the vocabulary's matrices.
  public double operationsPerPromptToken() {
    long vocabulary =
        Stream.of("token_embd.weight", "output.weight")
            .flatMap(name -> file.tensor(name).stream())
            .mapToLong(tensor -> tensor.shape().elements())
            .sum();
    long all =
        file.tensors().values().stream()
            .map(TensorInfo::shape)
            .mapToLong(shape -> shape.elements())
            .sum();
    return 2.0 * (all - config.idleParameters() - vocabulary);
  }

  /// Returns how many digits activations are written in when they are multiplied with quantized
  /// weights; 0 where they stay F32.
  public int activationDigits() {
    return switch (kernels.accuracy()) {
      case Accuracy.Exact _ -> 0;
      case Accuracy.Bounded bounded -> bounded.bits() / Byte.SIZE;
    };
  }

  /// Returns whether most weights are small whole numbers with scales.
  public boolean quantized() {
    long bytes = file.tensors().values().stream().mapToLong(TensorInfo::byteSize).sum();
    long whole =
        file.tensors().values().stream()
            .filter(tensor -> tensor.dtype().blockElements() > 1)
            .mapToLong(TensorInfo::byteSize)
            .sum();
    return 2 * whole > bytes;
  }

  /// Computes a prompt of random tokens with the logits behind its last, and returns the seconds.
  ///
  /// @param tokens at least 1
  public double prefill(int tokens) {
    PageTable pages = new PageTable(cache);
    int[] prompt = random.ints(tokens, 0, config.vocabSize()).toArray();
    long start = System.nanoTime();
    StepBatch batch = runner.batch();
    for (int from = 0; from < tokens; from += BATCH_TOKENS) {
      int to = Math.min(tokens, from + BATCH_TOKENS);
      batch.clear();
      reserve(pages, to - from);
      batch.add(pages, prompt, from, to);
      runner.step();
    }
    runner.logits(new int[] {batch.rows() - 1}, 1, logits);
    double seconds = (System.nanoTime() - start) / 1e9;
    pages.truncate(0);
    return seconds;
  }

  /// Extends several sequences by random tokens, one each a step, and returns the seconds.
  ///
  /// @param sequences from 1 to 256
  /// @param tokens of each, at least 1
  public double decode(int sequences, int tokens) {
    List<PageTable> tables = new ArrayList<>();
    int[] rows = new int[sequences];
    for (int i = 0; i < sequences; i++) {
      tables.add(new PageTable(cache));
      rows[i] = i;
    }
    int[] next = new int[1];
    long start = System.nanoTime();
    StepBatch batch = runner.batch();
    for (int token = 0; token < tokens; token++) {
      batch.clear();
      for (PageTable pages : tables) {
        reserve(pages, 1);
        next[0] = random.nextInt(config.vocabSize());
        batch.add(pages, next, 0, 1);
      }
      runner.step();
      runner.logits(rows, sequences, logits);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    tables.forEach(pages -> pages.truncate(0));
    return seconds;
  }

  private void reserve(PageTable pages, int positions) {
    for (int missing = pages.missing(positions); missing > 0; missing--) {
      pages.add(cache.take().orElseThrow());
    }
  }

  @Override
  public void close() {
    runner.close();
    cache.close();
    memory.close();
    file.close();
  }
}
