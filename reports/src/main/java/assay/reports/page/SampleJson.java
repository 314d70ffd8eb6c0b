package assay.reports.page;

import assay.reports.text.Clipping;
import assay.reports.text.ScoreText;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Reasoning;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Samples as JSON for the script of a page: a short row for each attempt, which the page holds for
/// all of them, and the texts in blocks, which it reads when it needs them.
///
/// Within a block each prompt is written as the number of characters it shares with the one before
/// and the rest, because few-shot prompts differ only at their end.
public final class SampleJson {
  /// How many attempts have their texts in one block.
  public static final int BLOCK = 50;

  private static final int LONGEST_ANSWER = 160;

  /// The length of a completion that there is none of.
  private static final int NO_COMPLETION = -1;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().characterEscapes(new ScriptEscapes()).build();

  private final JsonGenerator json;
  private final List<String> before = new ArrayList<>();

  /// Creates a writer of one array of rows, or of one block of texts.
  public SampleJson(JsonGenerator json) {
    this.json = json;
  }

  /// Returns a generator whose output can stand in a `<script>` element and, as every character
  /// that UTF-8 cannot hold is an escape, in a file. It leaves the writer open.
  public static JsonGenerator generator(Writer out) throws IOException {
    return JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /// Writes the fields of what the page has to know of a run before its rows.
  public void run(String name, List<String> scorers) throws IOException {
    json.writeStringField("name", name);
    strings("scorers", scorers);
    json.writeNumberField("block", BLOCK);
  }

  /// Writes the row of an attempt.
  public void row(SampleRecord record) throws IOException {
    json.writeStartArray();
    json.writeString(record.sample().id());
    json.writeNumber(record.index());
    json.writeNumber(record.attempt());
    json.writeString(Clipping.of(record.sample().target(), LONGEST_ANSWER));
    json.writeStartObject();
    for (var facet : record.sample().facets().entrySet()) {
      json.writeStringField(facet.getKey(), facet.getValue());
    }
    json.writeEndObject();
    json.writeStartArray();
    for (Score score : record.scores().values()) {
      json.writeStartArray();
      json.writeString(score.verdict());
      json.writeString(Clipping.of(score.answerText(), LONGEST_ANSWER));
      json.writeString(score.ruleName());
      json.writeString(ScoreText.cause(score));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBoolean(record.truncated());
    json.writeString(Digests.front(record.sample().digest()));
    json.writeNumber(
        switch (record.outcome()) {
          case Completion done -> done.text().length();
          case Failure failure -> NO_COMPLETION;
        });
    json.writeEndArray();
  }

  /// Writes the texts of an attempt, the next of its block.
  public void texts(SampleRecord record) throws IOException {
    json.writeStartObject();
    prompt(messages(record));
    switch (record.outcome()) {
      case Completion done -> completion(done);
      case Failure failure -> json.writeStringField("failure", failure.detail());
    }
    json.writeStringField("target", record.sample().target());
    strings("answers", record.scores().values().stream().map(Score::answerText).toList());
    strings("details", record.scores().values().stream().map(ScoreText::detail).toList());
    places(record.scores().values());
    json.writeEndObject();
  }

  /// Writes where each scorer read its answer, or null; nothing where none says.
  private void places(Collection<Score> scores) throws IOException {
    if (scores.stream().allMatch(score -> score.place().isEmpty())) {
      return;
    }
    json.writeArrayFieldStart("places");
    for (Score score : scores) {
      if (score.place().isPresent()) {
        span(score.place().get());
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private void span(Reasoning.Span span) throws IOException {
    json.writeArray(new int[] {span.start(), span.end()}, 0, 2);
  }

  private void completion(Completion done) throws IOException {
    json.writeStringField("completion", done.text());
    json.writeStringField("stop", done.stopReason().name());
    if (done.completionTokens().isPresent()) {
      json.writeNumberField("tokens", done.completionTokens().getAsInt());
    }
    if (!done.reasoning().spans().isEmpty()) {
      json.writeArrayFieldStart("thoughts");
      for (Reasoning.Span span : done.reasoning().spans()) {
        span(span);
      }
      json.writeEndArray();
    }
  }

  private static List<Message> messages(SampleRecord record) {
    return switch (record.prompt()) {
      case Prompt.Chat chat -> chat.messages();
      case Prompt.Text text -> List.of(new Message("text", text.text()));
      case Prompt.Continuations asked ->
          List.of(
              new Message("text", asked.text()),
              new Message("continuations", String.join("\n", asked.continuations())));
      case Prompt.Unrecorded none ->
          record.sample().input().isEmpty()
              ? List.of()
              : List.of(
                  new Message("question, its prompt is not recorded", record.sample().input()));
    };
  }

  private void prompt(List<Message> messages) throws IOException {
    json.writeArrayFieldStart("prompt");
    for (int i = 0; i < messages.size(); i++) {
      String content = messages.get(i).content();
      int shared = i < before.size() ? sharedPrefix(before.get(i), content) : 0;
      json.writeStartArray();
      json.writeString(messages.get(i).role());
      json.writeNumber(shared);
      json.writeString(content.substring(shared));
      json.writeEndArray();
      if (i < before.size()) {
        before.set(i, content);
      } else {
        before.add(content);
      }
    }
    json.writeEndArray();
  }

  private static int sharedPrefix(String before, String now) {
    int limit = Math.min(before.length(), now.length());
    int shared = 0;
    while (shared < limit && before.charAt(shared) == now.charAt(shared)) {
      shared++;
    }
    return shared;
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
