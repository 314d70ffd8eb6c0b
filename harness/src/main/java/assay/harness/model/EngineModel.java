package assay.harness.model;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.engine.LanguageModel;
import assay.engine.Listener;
import assay.engine.ModelFileLostException;
import assay.engine.ModelLoader;
import assay.engine.Request;
import assay.engine.Ticket;
import assay.engine.cache.CacheFullException;
import assay.engine.cache.EntryRangeException;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.engine.schedule.Forecast;
import assay.engine.schedule.PromptList;
import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.run.Announced;
import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// The bundled engine on a model file.
///
/// As many sequences at once as the options say; what prompts have in common, such as their shots,
/// is computed once. Of a run that announces its prompts those follow each other that begin with
/// the same tokens, so that this holds for a small cache too.
public final class EngineModel implements Model {
  private final Path file;
  private final EngineOptions options;
  private final LanguageModel model;
  private final ModelText text;
  private final PromptEncoder encoder;
  private final ThoughtMarkers tokenText;
  private final EnergyMeter meter;
  private volatile Forecast forecast = Forecast.none();

  private EngineModel(
      Path file, EngineOptions options, LanguageModel model, ModelText text, EnergyMeter meter) {
    this.meter = meter;
    this.file = file;
    this.options = options;
    this.model = model;
    this.text = text;
    encoder = new PromptEncoder(file, text);
    tokenText = ThoughtMarkers.of(text.tokenizer());
  }

  /// Opens a GGUF file, or a checkpoint folder; its weights are mapped, not read.
  ///
  /// @throws UsageException if the options do not fit this machine or this model
  /// @throws assay.engine.format.MalformedModelException if the file is damaged or not supported
  public static EngineModel open(Path file, EngineOptions options) throws IOException {
    LanguageModel model = load(file, options);
    boolean opened = false;
    try {
      EngineModel engine =
          new EngineModel(file, options, model, ModelText.of(file, model), EnergyMeter.ofMachine());
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        model.close();
      }
    }
  }

  /// Opens the weights of a model file alone.
  ///
  /// @throws UsageException if the options do not fit this machine or this model
  /// @throws assay.engine.format.MalformedModelException if the file is damaged or not supported
  public static LanguageModel load(Path file, EngineOptions options) throws IOException {
    try {
      return ModelLoader.open(file, options.loadOptions());
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  /// Returns the digests of weights, tokenizer and template. For the first, large files are read if
  /// they are new or changed; see [WeightDigests].
  @Override
  public ModelIdentity identity() {
    return new EngineIdentity(file, options, model, text).identity();
  }

  @Override
  public int concurrency() {
    return options.sequences();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.of(encoder);
  }

  @Override
  public Optional<List<Integer>> announce(Stream<Announced> prompts) throws InterruptedException {
    PromptList list = new PromptList();
    for (Iterator<Announced> each = prompts.iterator(); each.hasNext(); ) {
      Announced announced = each.next();
      list.add(announcedTokens(announced.prompt()), announced.times());
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while the prompts were announced");
      }
    }
    forecast = list.forecast();
    model.engine().expect(forecast);
    return Optional.of(forecast.order());
  }

  private int[] announcedTokens(Prompt prompt) {
    try {
      return prompt(prompt).tokens();
    } catch (RunFailedException _) {
      return new int[0]; // it is met again when the prompt is asked, which ends the run by its name
    }
  }

  @Override
  public List<String> summary() {
    long shareable = forecast.shareableTokens();
    return shareable == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "prefixes  %d of %d prompt tokens that came before (%.1f %%) were not computed"
                    + " again",
                forecast.savedTokens(),
                shareable,
                100.0 * forecast.savedTokens() / shareable));
  }

  /// Completes a prompt, together with those of other calls under way; what others have computed of
  /// it is used. The answer is the same bits whatever is computed beside it.
  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    try {
      return request.prompt() instanceof Prompt.Continuations asked
          ? new ContinuationScoring(this).answer(asked, forecast)
          : continued(request);
    } catch (ContextOverflowException e) {
      return new Failure(Cause.CONTEXT_OVERFLOW, e.getMessage());
    } catch (CacheFullException e) {
      throw new RunFailedException(file + ": " + e.getMessage() + " (--kv-memory)", e);
    } catch (EntryRangeException e) {
      return new Failure(Cause.NUMERIC_OVERFLOW, e.getMessage() + " (--kv-type f32)");
    } catch (NonFiniteLogitsException e) { // of this prompt: the weights themselves are sound
      return new Failure(Cause.NUMERIC_OVERFLOW, e.getMessage());
    } catch (ModelFileLostException e) {
      throw new RunFailedException(e.getMessage(), e);
    }
  }

  private Completion continued(CompletionRequest request) throws InterruptedException {
    DecodingOptions decoding = Answering.options(request, endTokens());
    long start = System.nanoTime();
    EnergyMeter.Reading before = meter.read();
    EnginePrompt prompt = prompt(request.prompt());
    Generation generation = generate(prompt.tokens(), decoding);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return Answering.completion(prompt, generation, time, energy(before));
  }

  private Generation generate(int[] prompt, DecodingOptions decoding) throws InterruptedException {
    AtomicReference<Generation> answer = new AtomicReference<>();
    Listener listener =
        new Listener() {
          @Override
          public void finished(int attempt, Generation generation) {
            answer.set(generation);
          }
        };
    int reused = 0;
    try {
      Request request = new Request.Continue(prompt, decoding, tokenText, 1);
      reused = model.engine().submit(request, listener).awaitUnlessInterrupted();
      return answer.get();
    } finally {
      forecast.answered(prompt, reused);
    }
  }

  /// What the machine took meanwhile is this call's only if there is no other.
  private OptionalDouble energy(EnergyMeter.Reading before) {
    return options.sequences() == 1 ? meter.joulesSince(before) : OptionalDouble.empty();
  }

  @Override
  public Optional<String> energyMeter() {
    return Optional.of(
        options.sequences() == 1
            ? meter.description()
            : "not told apart for %d sequences at once".formatted(options.sequences()));
  }

  /// Returns what the model reads for a prompt, with BOS where it wants one.
  ///
  /// @throws UsageException if the prompt is a chat and the model has no chat template
  public EnginePrompt prompt(Prompt prompt) {
    return encoder.prompt(prompt);
  }

  /// Returns what the model reads for a conversation that its template takes with more than
  /// messages, such as tools.
  ///
  /// @throws UsageException if the model has no chat template
  /// @throws assay.engine.template.TemplateException if the template refuses the conversation
  public EnginePrompt prompt(ChatRequest chat) {
    return encoder.chat(chat);
  }

  /// Returns what stands between texts and tokens.
  public Tokenizer tokenizer() {
    return text.tokenizer();
  }

  /// Returns the template of conversations, if the model has one.
  public Optional<ChatTemplate> template() {
    return text.template();
  }

  /// Begins to continue tokens, beside all else that is under way.
  ///
  /// @param attempts how many continuations from one prefill; number `i` has the seed `seed + i`
  /// @throws ContextOverflowException if the prompt leaves no room in the context
  /// @throws CacheFullException if the cache's memory does not hold the prompt
  /// @throws IllegalArgumentException if the prompt is empty or holds what is no token
  public Ticket submit(int[] prompt, DecodingOptions decoding, int attempts, Listener listener) {
    return model
        .engine()
        .submit(new Request.Continue(prompt, decoding, tokenText, attempts), listener);
  }

  /// Splits a text into tokens of a context and of its continuation; see [ContinuationTokens].
  public ContinuationTokens split(String context, String continuation) {
    return ContinuationTokens.of(text.tokenizer(), context, continuation);
  }

  /// Continues tokens `count` times from one prefill; completion `i` has the seed `seed + i`.
  ///
  /// @throws ContextOverflowException if the prompt leaves no room in the context
  /// @throws IllegalArgumentException if an option is out of range for this model
  public List<Generation> generate(int[] prompt, DecodingOptions decoding, int count) {
    return model.generateSeveral(prompt, decoding, count, tokenText);
  }

  /// Returns the tokens at which a completion is over.
  public Set<Integer> endTokens() {
    return text.endTokens();
  }

  /// Returns the weights, for what needs token ids alone.
  public LanguageModel weights() {
    return model;
  }

  /// Returns the bytes that a token adds to an answer; those of markers of thoughts too.
  public byte[] bytes(int token) {
    return tokenText.bytes(token);
  }

  /// Returns the text of one token; a part of a character is shown as U+FFFD.
  public String text(int token) {
    return new String(tokenText.bytes(token), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    model.close();
  }
}
