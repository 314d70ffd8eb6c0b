package assay.harness.endpoint;

import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Reasoning.Span;
import assay.results.StopReason;
import assay.results.StreamTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A reply as the completion that is judged and stored.
final class ReplyCompletion {
  private ReplyCompletion() {}

  /// Returns the completion. Thoughts that came apart from the answer stand before it.
  ///
  /// @param stream when its text came, where it was streamed
  /// @param credentials are blotted out of the text
  static Completion of(
      Reading.Reply reply,
      Duration elapsed,
      Optional<StreamTimes> stream,
      Credentials credentials) {
    String thoughts = credentials.redact(reply.thoughts());
    String answer = credentials.redact(reply.text());
    boolean hidden = !thoughts.equals(reply.thoughts()) || !answer.equals(reply.text());
    Reading.Source source = reply.source();
    return new Completion(
        thoughts + answer,
        reply.usage(),
        reply.stop(),
        reasoning(thoughts, answer, reply.stop()),
        elapsed,
        reply.effort(),
        Optional.empty(),
        Optional.of(
            new CallFacts(
                credentials.redact(source.model()),
                credentials.redact(source.id()),
                source.finish(),
                1,
                stream,
                Optional.empty(),
                false,
                hidden)));
  }

  private static Reasoning reasoning(String thoughts, String answer, StopReason stop) {
    Reasoning own = Reasoning.of(answer);
    if (thoughts.isEmpty()) {
      return own;
    }
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(0, thoughts.length()));
    own.spans()
        .forEach(
            span ->
                spans.add(
                    new Span(span.start() + thoughts.length(), span.end() + thoughts.length())));
    boolean ended = !answer.isBlank() || !stop.truncated();
    return new Reasoning(spans, ended && own.finished());
  }
}
