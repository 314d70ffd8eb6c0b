package assay.engine;

import assay.engine.config.CacheGrowth;
import assay.engine.config.CacheType;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenDecoder;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Accuracy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Measures how fast a model answers: requests with random tokens, through the engine that answers
/// all others.
///
/// Mutable, and used by one thread; closing it frees the model.
public final class ModelSpeed implements AutoCloseable {
  private static final TokenDecoder NO_TEXT = _ -> new byte[0];

  private final LanguageModel model;
  private final Random random = new Random(1);
  private final List<int[]> fronts = new ArrayList<>(); // of each sequence
  private final long cacheBytes;
  private final CacheType cacheType;
  private final double firstTokenSeconds;

  /// Opens a model and has it choose one token.
  ///
  /// @throws IOException if the file cannot be read
  /// @throws assay.engine.format.MalformedModelException if the engine does not run it
  /// @throws IllegalArgumentException if the kernels do not run on this machine
  public ModelSpeed(Path path, LoadOptions options) throws IOException {
    long opened = System.nanoTime();
    model = ModelLoader.open(path, options);
    cacheBytes = options.cacheBytesOrDefault();
    cacheType = options.cacheType();
    prefill(1);
    firstTokenSeconds = secondsSince(opened);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /// Returns the name of the kernels.
  public String kernelName() {
    return model.kernelName();
  }

  /// Returns the time from opening to the first token.
  public double firstTokenSeconds() {
    return firstTokenSeconds;
  }

  /// Returns the bytes of weights that a token alone reads.
  public long weightBytesPerToken() {
    return model.weightBytesPerToken();
  }

  /// Returns the bytes of keys and values that each position takes.
  public long kvBytesPerToken() {
    return model.kvBytesPerToken();
  }

  /// Returns how the cache grows with a sequence.
  public CacheGrowth cacheGrowth() {
    return CacheGrowth.of(model.config(), cacheType);
  }

  /// Returns the multiplications and additions with weights that each token of a prompt takes: all
  /// active weights but those of the vocabulary's matrices.
  public double operationsPerPromptToken() {
    WeightFile file = model.file();
    long vocabulary =
        Stream.of("token_embd.weight", "output.weight")
            .flatMap(name -> file.tensor(name).stream())
            .mapToLong(tensor -> tensor.shape().elements())
            .sum();
    return 2.0 * (model.activeParameters() - vocabulary);
  }

  /// Returns how many digits activations are written in when they are multiplied with quantized
  /// weights; 0 where they stay F32.
  public int activationDigits() {
    return switch (model.accuracy()) {
      case Accuracy.Exact _ -> 0;
      case Accuracy.Bounded bounded -> bounded.bits() / Byte.SIZE;
    };
  }

  /// Returns whether most weights are small whole numbers with scales.
  public boolean quantized() {
    List<TensorInfo> tensors = List.copyOf(model.file().tensors().values());
    long bytes = tensors.stream().mapToLong(TensorInfo::byteSize).sum();
    long whole =
        tensors.stream()
            .filter(tensor -> tensor.dtype().blockElements() > 1)
            .mapToLong(TensorInfo::byteSize)
            .sum();
    return 2 * whole > bytes;
  }

  /// Computes what later runs begin with: for each of some sequences random tokens of its own,
  /// which stay in the cache.
  ///
  /// @param depth tokens of each, from 0
  /// @throws IllegalArgumentException if they do not fit the cache together
  public void begin(int sequences, int depth) {
    long bytes = Math.multiplyExact((long) sequences * depth, kvBytesPerToken());
    if (bytes > cacheBytes) {
      throw new IllegalArgumentException(
          "%d sequences of %d tokens do not fit the KV cache\n  expected at most %d MiB, found %d. Give it more memory, or take fewer"
              .formatted(sequences, depth, cacheBytes >> 20, bytes >> 20));
    }
    fronts.clear();
    for (int i = 0; i < sequences; i++) {
      fronts.add(randomTokens(depth));
      if (depth > 0) {
        submit(i, 0, 1).await();
      }
    }
  }

  /// Has one token chosen behind a prompt of random tokens, which follow what the first sequence
  /// begins with, and returns the seconds.
  ///
  /// @param tokens at least 1
  public double prefill(int tokens) {
    long start = System.nanoTime();
    submit(0, tokens, 1).await();
    return secondsSince(start);
  }

  /// Continues several sequences together, each behind what it begins with and one random token,
  /// and returns the seconds.
  ///
  /// @param sequences from 1 to as many as the model was opened for
  /// @param tokens of each, at least 1
  public double decode(int sequences, int tokens) {
    long start = System.nanoTime();
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      tickets.add(submit(i, 1, tokens));
    }
    tickets.forEach(Ticket::await);
    return secondsSince(start);
  }

  private Ticket submit(int sequence, int promptTokens, int generated) {
    int[] front = sequence < fronts.size() ? fronts.get(sequence) : new int[0];
    int[] prompt = Arrays.copyOf(front, front.length + promptTokens);
    System.arraycopy(randomTokens(promptTokens), 0, prompt, front.length, promptTokens);
    return model
        .engine()
        .submit(
            new Request.Continue(prompt, DecodingOptions.greedy(generated), NO_TEXT, 1),
            new Listener() {});
  }

  private int[] randomTokens(int count) {
    return random.ints(count, 0, model.config().vocabSize()).toArray();
  }

  @Override
  public void close() {
    model.close();
  }
}
