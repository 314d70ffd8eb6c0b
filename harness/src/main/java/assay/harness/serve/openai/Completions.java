package assay.harness.serve.openai;

import assay.harness.serve.http.HttpCall;
import assay.harness.serve.http.HttpReply;
import assay.harness.serve.work.PromptTask;
import assay.harness.serve.work.ServedModel;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers `/v1/completions` and `/v1/chat/completions`.
///
/// @param models that a request may name
/// @param clock of `created`
public record Completions(ServedModels models, InstantSource clock) {

  /// Continues texts.
  ///
  /// @param client who asks, as far as the connection tells
  /// @throws ApiException if the request is refused, or fails before its answer has begun
  /// @throws IOException if the client goes away
  public void text(HttpCall call, String client, HttpReply reply) throws ApiException, IOException {
    RequestFields fields = RequestFields.read(call.takeBody());
    ServedModel served = models.of(fields);
    int attempts = new SamplingFields(fields, served).choices();
    TextAsked asked = TextAsked.read(fields, served);
    List<PromptTask> tasks = asked.tasks(attempts);
    if (tasks.size() > served.queue()) {
      throw ApiException.field(
          "prompt",
          "%d prompts in one request: at most %d of a client wait here (--queue)."
              .formatted(tasks.size(), served.queue()));
    }
    answer(
        new Asked(served, user(fields), tasks, form(Asked.Kind.TEXT, attempts, fields)),
        (task, index) -> new TextChoice(asked, asked.prompts().get(task), index),
        new Caller(call, client, reply));
  }

  /// Answers a conversation.
  ///
  /// @param client who asks, as far as the connection tells
  /// @throws ApiException if the request is refused, or fails before its answer has begun
  /// @throws IOException if the client goes away
  public void chat(HttpCall call, String client, HttpReply reply) throws ApiException, IOException {
    RequestFields fields = RequestFields.read(call.takeBody());
    ServedModel served = models.of(fields);
    int attempts = new SamplingFields(fields, served).choices();
    ChatAsked asked = ChatAsked.read(fields, served);
    answer(
        new Asked(
            served,
            user(fields),
            List.of(asked.task(attempts)),
            form(Asked.Kind.CHAT, attempts, fields)),
        (task, index) -> new ChatChoice(asked, index),
        new Caller(call, client, reply));
  }

  private record Caller(HttpCall call, String client, HttpReply reply) {}

  private void answer(Asked asked, Asked.Choices choices, Caller caller)
      throws ApiException, IOException {
    new Answering(asked, choices, clock.instant().getEpochSecond(), caller.reply())
        .answer(caller.client() + asked.user(), caller.call().departure());
  }

  private static String user(RequestFields fields) throws ApiException {
    return fields.text("user").orElse("");
  }

  private static Asked.Form form(Asked.Kind kind, int attempts, RequestFields fields)
      throws ApiException {
    boolean stream = fields.flag("stream", false);
    Optional<RequestFields> options = fields.object("stream_options");
    boolean usage = options.isPresent() && options.get().flag("include_usage", false);
    return new Asked.Form(kind, attempts, stream, stream && usage);
  }
}
