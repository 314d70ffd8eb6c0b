package assay.engine;

import assay.engine.cache.PageCache;
import assay.engine.cache.PageFormat;
import assay.engine.config.CacheType;
import assay.engine.config.ModelConfig;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenDecoder;
import assay.engine.decoding.TokenLogprobs;
import assay.engine.execute.Team;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufMetadata;
import assay.engine.format.TensorInfo;
import assay.engine.format.WeightFile;
import assay.engine.kernels.Accuracy;
import assay.engine.kernels.Kernels;
import assay.engine.machine.HugePages;
import assay.engine.model.ExpertUsage;
import assay.engine.model.Transformer;
import assay.engine.model.Weights;
import assay.engine.schedule.StepRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An opened model.
///
/// [#engine] computes any number of requests at once; the methods here wait for one each, and may
/// be called from any thread. What sequences begin with is computed once as long as the cache has
/// room for it, with the same bits as a result, so that a shared few-shot prefix is paid for once.
///
/// Closing it frees the file and the threads.
public final class LanguageModel implements AutoCloseable {
  /// Tokens in a step of prefill. Each step reads all weights once; from about a hundred tokens on
  /// the arithmetic takes nearly all of the time.
  private static final int PREFILL_TOKENS = 144;

  /// What a model closes.
  ///
  /// @param memory for packed weights
  record Parts(WeightFile file, Team team, HugePages memory) implements AutoCloseable {
    @Override
    public void close() {
      team.close();
      memory.close();
      file.close();
    }
  }

  private final WeightFile file;
  private final ModelConfig config;
  private final Kernels kernels;
  private final HugePages memory;
  private final CacheType cacheType;
  private final Engine engine;

  /// Takes over the file, the team and the memory.
  ///
  /// @param weights that are packed into the memory
  LanguageModel(
      Parts parts, ModelConfig config, Kernels kernels, Weights weights, LoadOptions options) {
    this.config = config;
    this.kernels = kernels;
    file = parts.file();
    memory = parts.memory();
    cacheType = options.cacheType();
    PageFormat format = new PageFormat(config, cacheType);
    Transformer transformer = new Transformer(config, weights, format);
    int rows = Math.min(PREFILL_TOKENS, config.contextLength()) + options.sequences();
    StepRunner runner = new StepRunner(config, transformer, kernels, parts.team(), rows);
    PageCache cache = new PageCache(format, options.cacheBytesOrDefault());
    WeightCheck check = new WeightCheck(file, kernels.fresh());
    engine = new Engine(config, runner, cache, options.sequences(), new FileCheck(file), check);
  }

  /// Returns the engine that computes the model's requests, any number at once.
  public Engine engine() {
    return engine;
  }

  /// Returns what the model is made of; its context length is the one that it is run with.
  public ModelConfig config() {
    return config;
  }

  /// Returns the metadata of the model's GGUF file, where its tokenizer and chat template are;
  /// empty for other formats.
  public Optional<GgufMetadata> metadata() {
    return file instanceof GgufFile gguf ? Optional.of(gguf.metadata()) : Optional.empty();
  }

  /// Returns the files that the weights are in: one, or the parts of a model that is split.
  public List<Path> files() {
    return file.files();
  }

  /// Returns the size of those files in bytes.
  public long fileBytes() {
    return file.sizeBytes();
  }

  /// Returns the name of the kernels in use, for manifests.
  public String kernelName() {
    return kernels.name();
  }

  /// Returns how near the kernels come to exact arithmetic.
  public Accuracy accuracy() {
    return kernels.accuracy();
  }

  WeightFile file() {
    return file;
  }

  /// Returns the most positions of a sequence, prompt and continuation together.
  public int contextLength() {
    return config.contextLength();
  }

  /// Returns the number of weights in the file.
  public long totalParameters() {
    return file.tensors().values().stream()
        .map(TensorInfo::shape)
        .mapToLong(s -> s.elements())
        .sum();
  }

  /// Returns the number of weights that take part in computing a token: all but the experts that
  /// are not picked for it.
  public long activeParameters() {
    return totalParameters() - config.idleParameters();
  }

  /// Returns the bytes of weights that computing one token alone reads, in the types that they are
  /// stored in: those of the active ones, but of an embedding that is no output matrix one row.
  public long weightBytesPerToken() {
    return DecodeTraffic.bytes(file, config);
  }

  /// Returns the bytes that the KV cache takes for each position.
  public long kvBytesPerToken() {
    return config.kvBytesPerToken(cacheType);
  }

  /// Returns how often each expert has been picked in all steps so far, where a token counts again
  /// when it is computed again. Read it between calls.
  public ExpertUsage expertUsage() {
    return new ExpertUsage(engine.picks());
  }

  /// Computes the logits that follow tokens of a sequence, from the one at index `firstRow` to the
  /// last, and shows them in order.
  ///
  /// @param tokens from the start of the sequence
  /// @throws IllegalArgumentException if a token is no token of the model, or `firstRow` is no
  ///   index of the sequence
  /// @throws ContextOverflowException if the sequence is longer than the context
  public void logits(int[] tokens, int firstRow, LogitsSink sink) {
    Listener listener =
        new Listener() {
          @Override
          public void row(int index, float[] logits) {
            sink.row(index, logits);
          }
        };
    engine.submit(new Request.Score(tokens, firstRow), listener).await();
  }

  /// Continues a prompt.
  ///
  /// @param prompt at least one token
  /// @throws IllegalArgumentException if the prompt is empty, or prompt or logit bias hold what is
  ///   no token of the model
  /// @throws ContextOverflowException if the context has no room for a token behind the prompt
  public Generation generate(int[] prompt, DecodingOptions options, TokenDecoder decoder) {
    return generateSeveral(prompt, options, 1, decoder).getFirst();
  }

  /// Continues a prompt several times from one prefill. Continuation `i` is, to the last bit, what
  /// [#generate] makes of the same options with the seed `seed + i`.
  ///
  /// @param count of continuations, from 0
  /// @throws IllegalArgumentException as [#generate]
  /// @throws ContextOverflowException as [#generate]
  public List<Generation> generateSeveral(
      int[] prompt, DecodingOptions options, int count, TokenDecoder decoder) {
    if (count == 0) {
      return List.of();
    }
    Generation[] generations = new Generation[count];
    Listener listener =
        new Listener() {
          @Override
          public void finished(int attempt, Generation generation) {
            generations[attempt] = generation;
          }
        };
    engine.submit(new Request.Continue(prompt, options, decoder, count), listener).await();
    return List.of(generations);
  }

  /// Says how likely the model finds the tokens of a text, from the second on; there is nothing
  /// that the first follows.
  ///
  /// @param tokens at least two
  /// @param top how many of the likeliest tokens are given at each place, from 0
  /// @return `[tokens.length - 1]`, of `tokens[1]` first
  /// @throws IllegalArgumentException if there are fewer tokens, or one is none of the model
  /// @throws ContextOverflowException if they do not fit the context
  public List<TokenLogprobs> logprobs(int[] tokens, int top) {
    return new Likelihoods(engine).of(tokens, top);
  }

  /// Says how likely the model finds a continuation of a context, as multiple-choice tests of base
  /// models ask. A context that came before, as with the choices of one question, is not computed
  /// again.
  ///
  /// @param context at least one token, such as BOS
  /// @param continuation at least one token
  /// @throws IllegalArgumentException if one is empty, or holds what is no token of the model
  /// @throws ContextOverflowException if the tokens before the last do not fit the context
  public Loglikelihood loglikelihood(int[] context, int[] continuation) {
    return new Likelihoods(engine).of(context, continuation);
  }

  /// Stops the threads, frees packed weights and unmaps the file.
  @Override
  public void close() {
    engine.close();
    memory.close();
    file.close();
  }
}
