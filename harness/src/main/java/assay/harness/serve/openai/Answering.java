package assay.harness.serve.openai;

import assay.engine.ContextOverflowException;
import assay.engine.Generation;
import assay.engine.cache.CacheFullException;
import assay.engine.cache.EntryRangeException;
import assay.engine.decoding.NonFiniteLogitsException;
import assay.engine.format.MalformedModelException;
import assay.harness.serve.http.Departure;
import assay.harness.serve.http.HttpReply;
import assay.harness.serve.work.Progress;
import assay.harness.serve.work.PromptWork;
import assay.harness.serve.work.QueueFullException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/// Has a request worked at and writes its answer, whole or by events.
///
/// Mutable; one serves one request.
final class Answering {
  private final Asked asked;
  private final Choice[] choices;
  private final ObjectNode[] whole;
  private final RequestUsage usage = new RequestUsage();
  private final ObjectNode envelope;
  private final HttpReply reply;
  private final EventSender events;

  /// @param created seconds since 1970
  Answering(Asked asked, Asked.Choices makes, long created, HttpReply reply) {
    this.asked = asked;
    this.reply = reply;
    int attempts = asked.form().attempts();
    choices = new Choice[asked.tasks().size() * attempts];
    for (int i = 0; i < choices.length; i++) {
      choices[i] = makes.choice(i / attempts, i);
    }
    whole = new ObjectNode[choices.length];
    events = new EventSender(reply);
    Asked.Kind kind = asked.form().kind();
    envelope =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", kind.prefix() + UUID.randomUUID().toString().replace("-", ""))
            .put("object", kind.object(asked.form().stream()))
            .put("created", created)
            .put("model", asked.served().id())
            .put("system_fingerprint", "assay-" + asked.served().model().weights().kernelName());
  }

  /// Answers, and gives all up if the client goes away.
  ///
  /// @param client whose turn it is to be
  /// @throws ApiException if it is refused or fails before the answer has begun
  /// @throws IOException if the client is gone
  void answer(String client, Departure departure) throws ApiException, IOException {
    PromptWork work;
    try {
      work = asked.served().begin(client, asked.tasks());
    } catch (QueueFullException e) {
      reply.header("Retry-After", String.valueOf(e.retryAfter().toSeconds()));
      throw ApiException.of(429, "rate_limit_exceeded", e.getMessage());
    }
    try {
      departure.onGone(work::cancel);
      follow(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.of(503, "server_stopping", "The server is stopping.");
    } catch (ApiException e) {
      if (departure.gone()) {
        throw new IOException("the client went away", e);
      }
      if (!events.begun()) {
        throw e;
      }
      events.fail(e);
    } finally {
      asked.served().end(work);
    }
  }

  private void follow(PromptWork work) throws InterruptedException, ApiException, IOException {
    int open = asked.tasks().size();
    while (open > 0) {
      switch (work.next()) {
        case Progress.Scored scored -> scored(scored);
        case Progress.Chosen chosen -> chosen(chosen);
        case Progress.Continued continued ->
            ended(
                index(continued.task(), continued.attempt()),
                Optional.of(continued.generation()),
                continued.attempt() == 0);
        case Progress.Done done -> {
          open--;
          done(done.task());
        }
        case Progress.Failed failed -> throw failure(failed.cause());
      }
    }
    end();
  }

  private int index(int task, int attempt) {
    return task * asked.form().attempts() + attempt;
  }

  private void scored(Progress.Scored scored) {
    for (int attempt = 0; attempt < asked.form().attempts(); attempt++) {
      choices[index(scored.task(), attempt)].scored(scored.tokens());
    }
  }

  private void chosen(Progress.Chosen chosen) throws IOException {
    if (asked.form().stream()) {
      Choice choice = choices[index(chosen.task(), chosen.attempt())];
      Optional<ObjectNode> event = choice.chosen(chosen.token(), chosen.logprobs());
      if (event.isPresent()) {
        send(event.get());
      }
    }
  }

  private void ended(int index, Optional<Generation> generation, boolean first) throws IOException {
    if (generation.isPresent()) {
      usage.completion(generation.get().tokens().size());
      usage.cached(first ? generation.get().reusedTokens() : 0);
    }
    if (asked.form().stream()) {
      for (ObjectNode event : choices[index].rest(generation)) {
        send(event);
      }
    } else {
      whole[index] = choices[index].whole(generation);
    }
  }

  private void done(int task) throws IOException {
    usage.prompt(asked.tasks().get(task).prompt().length);
    for (int attempt = 0; attempt < asked.form().attempts(); attempt++) {
      if (!asked.tasks().get(task).continues()) {
        ended(index(task, attempt), Optional.empty(), false);
      }
    }
  }

  private void send(ObjectNode choice) throws IOException {
    ObjectNode event = envelope.deepCopy();
    event.putArray("choices").add(choice);
    if (asked.form().usage()) {
      event.putNull("usage");
    }
    events.send(event);
  }

  private void end() throws IOException {
    if (asked.form().stream()) {
      if (asked.form().usage()) {
        ObjectNode event = envelope.deepCopy();
        event.putArray("choices");
        event.set("usage", usage.json());
        events.send(event);
      }
      events.done();
    } else {
      ArrayNode all = envelope.putArray("choices");
      List.of(whole).forEach(all::add);
      envelope.set("usage", usage.json());
      reply.send(200, "application/json", envelope.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Returns what an error of the engine is to the client.
  private static ApiException failure(Throwable cause) {
    return switch (cause) {
      case ContextOverflowException e -> ApiException.context("prompt", e.getMessage());
      case CacheFullException e ->
          ApiException.of(503, "kv_memory_full", e.getMessage() + " (--kv-memory)");
      case EntryRangeException e ->
          ApiException.of(500, "numeric_overflow", e.getMessage() + " (--kv-type f32)");
      case NonFiniteLogitsException e -> ApiException.of(500, "numeric_overflow", e.getMessage());
      case MalformedModelException e -> ApiException.of(500, "model_damaged", e.getMessage());
      case CancellationException _ ->
          ApiException.of(503, "server_stopping", "The server is stopping; ask again later.");
      default -> ApiException.of(500, "engine_failed", "The engine failed: " + cause.getMessage());
    };
  }
}
