package assay.engine;

import assay.engine.config.ModelConfig;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.StopCondition;
import assay.engine.decoding.TokenDecoder;
import assay.engine.decoding.TokenSampler;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.Transformer;
import assay.engine.model.Weights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An opened model with one sequence in its KV cache.
///
/// The cache outlives a call: of a following sequence only the part behind the longest common
/// prefix is computed, with the same bits as a result, so that a shared few-shot prefix is paid for
/// once.
///
/// One thread at a time may call it. Closing it frees the file and the threads.
public final class LanguageModel implements AutoCloseable {
  private final WeightFile file;
  private final ModelConfig config;
  private final Kernels kernels;
  private final WorkerPool pool;
  private final Session session;

  /// Takes over the file and the pool.
  LanguageModel(
      WeightFile file, ModelConfig config, Kernels kernels, WorkerPool pool, int contextLength) {
    this.file = file;
    this.config = config;
    this.kernels = kernels;
    this.pool = pool;
    Weights weights = Weights.of(file, config);
    Transformer transformer = new Transformer(config, weights, kernels, pool);
    session = new Session(config, transformer, contextLength, pool.parts());
  }

  /// Returns the dimensions of the model.
  public ModelConfig config() {
    return config;
  }

  /// Returns the metadata of the model's GGUF file, where its tokenizer and chat template are;
  /// empty for other formats.
  public Optional<GgufMetadata> metadata() {
    return file instanceof GgufFile gguf ? Optional.of(gguf.metadata()) : Optional.empty();
  }

  /// Returns the name of the kernels in use, for manifests.
  public String kernelName() {
    return kernels.name();
  }

  /// Returns the most positions of a sequence, prompt and continuation together.
  public int contextLength() {
    return session.capacity();
  }

  /// Returns the number of weights in the file.
  public long totalParameters() {
    return file.tensors().values().stream()
        .map(TensorInfo::shape)
        .mapToLong(s -> s.elements())
        .sum();
  }

  /// Returns the number of weights that take part in computing a token: all, for a dense model.
  public long activeParameters() {
    return totalParameters();
  }

  /// Computes the logits that follow tokens of a sequence, from the one at index `firstRow` to the
  /// last, and shows them in order.
  ///
  /// @param tokens from the start of the sequence
  /// @throws IllegalArgumentException if a token is no token of the model, or `firstRow` is no
  ///   index of the sequence
  /// @throws ContextOverflowException if the sequence is longer than the context
  public void logits(int[] tokens, int firstRow, LogitsSink sink) {
    if (firstRow < 0 || firstRow >= tokens.length) {
      throw new IllegalArgumentException(
          "row %d of a sequence of %d tokens".formatted(firstRow, tokens.length));
    }
    if (tokens.length > contextLength()) {
      throw new ContextOverflowException(tokens.length, contextLength());
    }
    session.rewind(tokens, firstRow);
    session.extend(tokens, firstRow, sink);
  }

  /// Continues a prompt.
  ///
  /// @param prompt at least one token
  /// @throws IllegalArgumentException if the prompt is empty, or holds what is no token of the
  ///   model
  /// @throws ContextOverflowException if the context has no room for a token behind the prompt
  public Generation generate(int[] prompt, DecodingOptions options, TokenDecoder decoder) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException(
          "the prompt is empty\n  expected at least 1 token, found 0");
    }
    if (prompt.length >= contextLength()) {
      throw new ContextOverflowException(prompt.length, contextLength() - 1);
    }
    long start = System.nanoTime();
    int reused = session.rewind(prompt, prompt.length - 1);
    TokenSampler sampler = TokenSampler.of(options);
    List<Integer> tokens = new ArrayList<>();
    session.extend(prompt, prompt.length - 1, (_, row) -> tokens.add(sampler.next(row)));
    long prefilled = System.nanoTime();
    StopCondition stop = new StopCondition(options, decoder);
    FinishReason reason = decode(prompt.length, tokens, sampler, stop);
    long end = System.nanoTime();
    return new Generation(
        tokens,
        new String(stop.bytes(), StandardCharsets.UTF_8),
        reason,
        prompt.length,
        reused,
        (prefilled - start) * 1e-9,
        (end - prefilled) * 1e-9);
  }

  /// Appends to `tokens`, which holds the first, until the generation ends.
  private FinishReason decode(
      int promptTokens, List<Integer> tokens, TokenSampler sampler, StopCondition stop) {
    while (true) {
      Optional<FinishReason> reason = stop.accept(tokens.getLast());
      if (reason.isPresent()) {
        return reason.get();
      }
      if (promptTokens + tokens.size() >= contextLength()) {
        return FinishReason.CONTEXT_FULL;
      }
      tokens.add(sampler.next(session.append(tokens.getLast())));
    }
  }

  /// Stops the threads and unmaps the file.
  @Override
  public void close() {
    pool.close();
    file.close();
  }
}
