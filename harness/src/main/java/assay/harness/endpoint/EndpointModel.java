package assay.harness.endpoint;

import assay.harness.run.CompletionRequest;
import assay.harness.run.Model;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.CallLimits;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.ModelFacts;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.RunManifest.ModelIdentity;
import assay.tasks.TokenCounter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A model behind an endpoint.
///
/// Calls that may succeed later (429, 408, 5xx, a broken or incomplete reply, no reply in time) are
/// tried again with exponential backoff and jitter, or after what `Retry-After` asks for. What
/// stays refused is a [Failure], never an empty completion. What no call can get over, be it a
/// refused key, an empty account or one failure after the other, ends the run.
public final class EndpointModel implements Model {
  private final EndpointAddress address;
  private final EndpointOptions options;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Connections connections;
  private final Governor governor;
  private final FailureStreak streak;
  private final ModelNames names;
  private final Retrying retrying = new Retrying();
  private final OptionCalls likelihoods = new OptionCalls();
  private final AtomicBoolean everAnswered = new AtomicBoolean();

  /// Creates the adapter; nothing is sent yet.
  public EndpointModel(EndpointAddress address, EndpointOptions options) {
    this(address, options, InstantSource.system());
  }

  /// Creates the adapter with a clock of one's own, which nothing but dates in headers is held
  /// against, and those only where the server does not say what time it has.
  EndpointModel(EndpointAddress address, EndpointOptions options, InstantSource clock) {
    this.clock = clock;
    this.address = address;
    this.options = options;
    this.backoff = new Backoff(options.patience().firstDelay());
    this.governor = new Governor(options.concurrency(), System::nanoTime);
    this.streak = new FailureStreak(options.patience().failuresInARow());
    this.names = new ModelNames(address.model());
    this.connections = new Connections(Dialing.byTheSystem(address.base()));
  }

  /// Returns endpoint and model, with the name that the endpoint itself lists for it.
  @Override
  public ModelIdentity identity() {
    String listed =
        new ModelListing(connections, address, options)
            .model()
            .map(ModelListing.ListedModel::name)
            .orElse("not reported");
    return new ModelIdentity(
        address.model(),
        Map.of(),
        new ModelFacts.Endpoint(
            address.base().toString(), address.model(), listed, options.words()));
  }

  @Override
  public int concurrency() {
    return options.concurrency();
  }

  @Override
  public Optional<TokenCounter> tokenCounter() {
    return Optional.empty();
  }

  @Override
  public List<String> status() {
    return Stream.of(governor.waiting(), retrying.words()).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<CallLimits> limits() {
    return Optional.of(options.limits());
  }

  @Override
  public List<String> news() {
    return names.news();
  }

  @Override
  public void requireAskable(CompletionRequest request) {
    try {
      call(request);
    } catch (RunFailedException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  @Override
  public Outcome complete(CompletionRequest request) throws InterruptedException {
    try {
      Outcome outcome =
          request.prompt() instanceof Prompt.Continuations asked
              ? likelihoods.asked(asked, some -> untilDone(call(request.asking(some))))
              : untilDone(call(request));
      if (outcome instanceof Failure failure && lasting(failure.cause())) {
        streak.add(failure);
      } else {
        streak.broken();
      }
      return outcome;
    } catch (RunFailedException e) {
      governor.stop();
      throw e;
    }
  }

  private EndpointCall call(CompletionRequest request) {
    return EndpointCall.of(address, options, request);
  }

  /// Whether a failure tells something of the endpoint, and not of the sample alone.
  private static boolean lasting(Cause cause) {
    return cause == Cause.ENDPOINT_ERROR || cause == Cause.TIMEOUT;
  }

  private Outcome untilDone(EndpointCall call) throws InterruptedException {
    Tries tries = new Tries(options.patience());
    try {
      while (true) {
        Try last = once(call, tries);
        Optional<Outcome> end = tries.ended(last);
        if (end.isPresent()) {
          return end.get();
        }
        if (last instanceof Try.Again again) {
          retrying.add(tries, again.problem());
          Duration delay = backoff.delay(tries.count(), RandomGenerator.getDefault());
          if (delay.compareTo(tries.left()) >= 0) {
            return tries.late(again);
          }
          governor.sleep(delay);
        }
      }
    } finally {
      retrying.remove(tries);
    }
  }

  private Try once(EndpointCall call, Tries tries) throws InterruptedException {
    int begun = governor.begin();
    try {
      Duration left = tries.left();
      if (!left.isPositive()) {
        return new Try.Again(Cause.TIMEOUT, "the endpoint let no further try begin");
      }
      TimedCall exchange =
          new TimedCall(connections, options.deadlines().within(left), call.limit());
      boolean streaming = options.stream() && call.wire().streams();
      TimedCall.Timed came = exchange.send(call.request(), call.wire().streamed(), streaming);
      return came.received().success()
          ? answered(call, came)
          : refused(call, came.received(), begun);
    } catch (LateException e) {
      governor.overloaded(begun);
      return new Try.Again(Cause.TIMEOUT, e.getMessage());
    } catch (BadReplyException e) {
      return new Try.Again(Cause.ENDPOINT_ERROR, redact(e.getMessage()));
    } catch (WrongServerException e) {
      String problem = redact(e.getMessage());
      if (!everAnswered.get()) {
        throw new RunFailedException(problem, e);
      }
      return new Try.Again(Cause.ENDPOINT_ERROR, problem);
    } catch (IOException e) {
      return new Try.Again(Cause.ENDPOINT_ERROR, "the call broke: " + redact(Reasons.of(e)));
    } finally {
      governor.end();
    }
  }

  private Try answered(EndpointCall call, TimedCall.Timed came) throws BadReplyException {
    Reading reading = call.wire().read(came.received().tree());
    everAnswered.set(true);
    limits(came.received().headers());
    return switch (reading) {
      case Reading.Withheld withheld ->
          new Try.Done(new Failure(withheld.cause(), redact(withheld.words())));
      case Reading.Reply reply -> {
        Completion completion =
            ReplyCompletion.of(
                reply.ended(
                    EarlyEnd.stop(reply, came.received().tree().path("usage"), call.maxTokens())),
                came.elapsed(),
                came.received().stream(),
                options.credentials());
        names.add(completion.call().orElseThrow().model());
        int tokens = Math.max(1, completion.completionTokens().orElse(1));
        governor.succeeded(came.elapsed().dividedBy(tokens));
        yield new Try.Done(completion);
      }
    };
  }

  private void limits(ReplyHeaders headers) {
    AskedWait.rateLimit(headers, () -> AskedWait.now(headers, clock.instant()))
        .ifPresent(wait -> governor.pause(bounded(wait), "no request is left until then"));
  }

  private Duration bounded(Duration wait) {
    Duration longest = options.patience().longestWait();
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private Try refused(EndpointCall call, Received reply, int begun) {
    Refusal refusal = Refusal.of(reply, call.maxTokens());
    String problem = redact(refusal.problem());
    return switch (refusal.kind()) {
      case EVERY_CALL -> throw refusesAll(problem, "Fill the account, then continue with --resume");
      case EVERY_CALL_SO_FAR -> {
        if (!everAnswered.get()) {
          throw refusesAll(
              problem, "Check the address, the model's name and the key" + call.wire().aboutKeys());
        }
        yield new Try.Done(new Failure(Cause.ENDPOINT_ERROR, problem));
      }
      case ANSWER_TOO_LONG -> {
        if (!everAnswered.get()) {
          throw refusesAll(problem, "Let answers be shorter with --max-tokens");
        }
        yield new Try.Done(new Failure(Cause.CONTEXT_OVERFLOW, problem));
      }
      case CONTEXT -> new Try.Done(new Failure(Cause.CONTEXT_OVERFLOW, problem));
      case FILTERED -> new Try.Done(new Failure(Cause.CONTENT_FILTER, problem));
      case LASTING -> {
        if (call.wire() instanceof EchoedCompletions echoed && echoed.several()) {
          throw new OnePromptException(problem);
        }
        yield new Try.Done(new Failure(Cause.ENDPOINT_ERROR, problem));
      }
      case PASSING -> passing(reply, refusal, problem, begun);
    };
  }

  private Try.Again passing(Received reply, Refusal refusal, String problem, int begun) {
    if (refusal.overloaded()) {
      governor.overloaded(begun);
    }
    Instant now = AskedWait.now(reply.headers(), clock.instant());
    Optional<Duration> asked =
        AskedWait.retryAfter(reply.headers(), now)
            .or(() -> AskedWait.rateLimit(reply.headers(), () -> now));
    asked.ifPresent(
        wait ->
            governor.pause(
                bounded(wait),
                "the endpoint asks for %d s (%s)".formatted(wait.toSeconds(), problem)));
    boolean tooLong = asked.filter(wait -> !wait.equals(bounded(wait))).isPresent();
    return tooLong
        ? new Try.Again(Cause.ENDPOINT_ERROR, problem + tooLong(asked.orElseThrow()), true)
        : new Try.Again(Cause.ENDPOINT_ERROR, problem);
  }

  private String tooLong(Duration asked) {
    return " (it asks for a wait of %d s, longer than --max-wait of %d s)"
        .formatted(asked.toSeconds(), options.patience().longestWait().toSeconds());
  }

  private RunFailedException refusesAll(String problem, String advice) {
    return new RunFailedException(
        "%s refuses every call: %s. %s".formatted(address.base(), problem, advice));
  }

  private String redact(String text) {
    return options.credentials().redact(text);
  }

  @Override
  public void close() {
    connections.close();
  }
}
