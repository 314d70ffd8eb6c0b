package assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.decoding.TokenLogprobs;
import assay.engine.model.ExpertUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A request under way, and what its listener heard.
final class HeardRun implements Listener {
  /// The most attempts of a request.
  static final int ATTEMPTS = 3;

  private final List<Object> rows = new CopyOnWriteArrayList<>();
  private final List<List<Integer>> texts =
      new ArrayList<>(Collections.nCopies(ATTEMPTS, List.of()));
  private final List<List<Integer>> tokens =
      IntStream.range(0, ATTEMPTS)
          .<List<Integer>>mapToObj(_ -> new CopyOnWriteArrayList<>())
          .toList();
  private final List<Object> details = new ArrayList<>(Collections.nCopies(ATTEMPTS, ""));
  private final List<Generation> generations = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Ticket> ticket = new CompletableFuture<>();
  private final AtomicInteger left; // tokens until it gives itself up

  /// A run that goes to its end.
  HeardRun() {
    this(Integer.MAX_VALUE);
  }

  /// A run that is cancelled by its listener amid its tokens.
  HeardRun(int tokensWanted) {
    left = new AtomicInteger(tokensWanted);
  }

  /// Submits a request that this run listens to.
  HeardRun submitTo(Engine engine, Request request) {
    ticket.complete(engine.submit(request, this));
    return this;
  }

  @Override
  public void token(int attempt, int token, Optional<TokenLogprobs> logprobs) {
    tokens.get(attempt).add(token);
    if (left.getAndDecrement() == 0) {
      CompletableFuture<Void> _ = ticket.thenAccept(Ticket::cancel);
    }
  }

  @Override
  public void row(int index, float[] logits) {
    rows.add(index);
    rows.add(Arrays.hashCode(logits));
  }

  @Override
  public void finished(int attempt, Generation generation) {
    texts.set(attempt, generation.tokens());
    Generation.Experts experts = generation.experts();
    details.set(
        attempt,
        List.of(generation.logprobs(), picks(experts.ofPrompt()), picks(experts.ofRest())));
    generations.add(generation);
  }

  private static List<String> picks(ExpertUsage usage) {
    return IntStream.range(0, usage.layerCount())
        .mapToObj(layer -> Arrays.toString(usage.ofLayer(layer)))
        .toList();
  }

  /// Returns the run's ticket, once it is submitted.
  Ticket ticket() {
    return ticket.join();
  }

  /// Waits for the end.
  HeardRun await() {
    ticket().await();
    assertThat(texts).as("the tokens told one by one are those of the text").isEqualTo(tokens);
    return this;
  }

  /// Returns the tokens of each attempt.
  List<List<Integer>> texts() {
    return texts;
  }

  /// Returns the attempts that have ended, in the order in which they did.
  List<Generation> generations() {
    return generations;
  }

  /// Returns all that must be the same whatever is computed beside: tokens, the bits of logits
  /// (hashed, one number a row) and of log-probabilities, and how often experts were picked.
  List<Object> heard() {
    return List.of(rows, texts, details);
  }
}
