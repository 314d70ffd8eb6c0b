package assay.harness.model;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.engine.LanguageModel;
import assay.engine.Listener;
import assay.engine.ModelLoader;
import assay.engine.Request;
import assay.engine.cache.CacheFullException;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.FinishReason;
import assay.engine.decoding.Sampling;
import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.TemplateException;
import assay.engine.tokenizer.EncodingOptions;
import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.results.StopReason;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The bundled engine on a model file.
///
/// As many sequences at once as the options say; what prompts have in common, such as their shots,
/// is computed once.
public final class EngineModel implements Model {
  /// A template that writes today's date would give another prompt each day; this is the date that
  /// Llama 3.2's template itself falls back to.
  private static final Clock TEMPLATE_CLOCK =
      Clock.fixed(Instant.parse("2024-07-26T00:00:00Z"), ZoneOffset.UTC);

  private final Path file;
  private final EngineOptions options;
  private final LanguageModel model;
  private final ModelText text;
  private final ThoughtMarkers tokenText;
  private final EnergyMeter meter;

  private EngineModel(
      Path file, EngineOptions options, LanguageModel model, ModelText text, EnergyMeter meter) {
    this.meter = meter;
    this.file = file;
    this.options = options;
    this.model = model;
    this.text = text;
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
    Map<String, String> digests = new LinkedHashMap<>();
    try {
      digests.put(
          "weights",
          WeightDigests.ofUser(System.getenv()).of(ModelText.computingFiles(file, model)));
    } catch (IOException e) {
      throw new RunFailedException(file + ": cannot be read: " + e.getMessage(), e);
    }
    digests.put("tokenizer", text.tokenizer().digest());
    text.template().ifPresent(known -> digests.put("template", known.digest()));
    return new ModelIdentity(file.getFileName().toString(), digests, facts());
  }

  private ModelFacts facts() {
    return new ModelFacts.Engine(
        model.config().architecture(),
        new ModelFacts.Size(
            OptionalLong.of(model.totalParameters()),
            OptionalLong.of(model.activeParameters()),
            OptionalLong.of(model.weightBytesPerToken())),
        model.kernelName(),
        OptionalInt.of(model.contextLength()),
        new ModelFacts.Cache(
            options.cacheType().name(),
            OptionalLong.of(model.config().kvBytesPerToken(options.cacheType()))),
        options.ropeScaling().map(EngineOptions::describe));
  }

  @Override
  public int concurrency() {
    return options.sequences();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.of(
        new TokenCounter() {
          @Override
          public int count(String prompt) {
            return encode(prompt, EncodingOptions.PROMPT).length;
          }

          @Override
          public int count(Prompt prompt) {
            return EngineModel.this.prompt(prompt).length();
          }
        });
  }

  /// Completes a prompt, together with those of other calls under way; what others have computed of
  /// it is used. The answer is the same bits whatever is computed beside it.
  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    GenerationSettings settings = request.settings();
    Sampling sampling =
        new Sampling(
            settings.temperature(),
            settings.topK() == 0 ? OptionalInt.empty() : OptionalInt.of(settings.topK()),
            settings.topP(),
            0,
            1,
            request.seed());
    DecodingOptions decoding =
        DecodingOptions.greedy(settings.maxTokens())
            .sampling(sampling)
            .stoppingAt(settings.stop(), endTokens());
    try {
      long start = System.nanoTime();
      EnergyMeter.Reading before = meter.read();
      EnginePrompt prompt = prompt(request.prompt());
      Generation generation = generate(prompt.tokens(), decoding);
      return new Completion(
              generation.text(),
              OptionalInt.of(generation.promptTokens()),
              OptionalInt.of(generation.tokens().size()),
              stopReason(generation.finishReason()),
              prompt.reasoning(generation.text()),
              Duration.ofNanos(System.nanoTime() - start))
          .withEffort(effort(generation, energy(before)))
          .withExperts(ExpertCounts.of(generation));
    } catch (ContextOverflowException e) {
      return new Failure(Cause.CONTEXT_OVERFLOW, e.getMessage());
    } catch (CacheFullException e) {
      throw new RunFailedException(file + ": " + e.getMessage() + " (--kv-memory)", e);
    }
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
    model
        .engine()
        .submit(new Request.Continue(prompt, decoding, tokenText, 1), listener)
        .awaitUnlessInterrupted();
    return answer.get();
  }

  /// What the machine took meanwhile is this call's only if there is no other.
  private OptionalDouble energy(EnergyMeter.Reading before) {
    return options.sequences() == 1 ? meter.joulesSince(before) : OptionalDouble.empty();
  }

  private static Effort effort(Generation generation, OptionalDouble joules) {
    return new Effort(
        generation.promptTokens() - generation.reusedTokens(),
        duration(generation.prefillSeconds()),
        // The last token is chosen and not computed any more.
        Math.max(0, generation.tokens().size() - 1),
        duration(generation.decodeSeconds()),
        joules);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
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
    return switch (prompt) {
      case Prompt.Text raw ->
          EnginePrompt.of(encode(raw.text(), EncodingOptions.PROMPT), raw.text());
      case Prompt.Chat chat -> {
        String rendered = render(chat.messages());
        yield EnginePrompt.of(encode(rendered, EncodingOptions.RENDERED), rendered);
      }
      case Prompt.Unrecorded unrecorded -> EnginePrompt.of(new int[0], "");
    };
  }

  /// No token stands for half a surrogate pair, and another text would be another question.
  private int[] encode(String prompt, EncodingOptions options) {
    try {
      return text.tokenizer().encode(prompt, options);
    } catch (IllegalArgumentException e) {
      throw new RunFailedException(
          "%s cannot read a prompt: %s. Correct the data, or leave the sample out"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /// Splits a text into tokens of a context and of its continuation; see [ContinuationTokens].
  public ContinuationTokens split(String context, String continuation) {
    return ContinuationTokens.of(text.tokenizer(), context, continuation);
  }

  private String render(List<Message> messages) {
    ChatTemplate known =
        text.template()
            .orElseThrow(
                () ->
                    new UsageException(
                        ("%s has no chat template, and this protocol sends messages: choose a"
                                + " protocol for base models, or an instruct model")
                            .formatted(file)));
    try {
      return known.render(
          ChatRequest.of(
              messages.stream()
                  .map(message -> new ChatTemplate.Message(message.role(), message.content()))
                  .toList()),
          TEMPLATE_CLOCK);
    } catch (TemplateException e) {
      throw new RunFailedException(file + ": " + e.getMessage(), e);
    }
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

  /// Returns the text of one token; a part of a character is shown as U+FFFD.
  public String text(int token) {
    return new String(tokenText.bytes(token), StandardCharsets.UTF_8);
  }

  private static StopReason stopReason(FinishReason reason) {
    return switch (reason) {
      case STOP_TOKEN -> StopReason.STOP_TOKEN;
      case STOP_STRING -> StopReason.STOP_STRING;
      case LENGTH_LIMIT -> StopReason.TOKEN_LIMIT;
      case CONTEXT_FULL -> StopReason.CONTEXT_FULL;
    };
  }

  @Override
  public void close() {
    model.close();
  }
}
