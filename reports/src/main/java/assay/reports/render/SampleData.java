package assay.reports.render;

import assay.reports.RunReport;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.SampleRecord;
import assay.results.Score;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The samples of a run as JSON inside the page, for its script to search and show.
///
/// There are two parts, each written in one pass over the records: an index with a short row for
/// each attempt, and the texts in blocks, which the script reads only when it needs them. Within a
/// block each prompt is written as the number of characters it shares with the one before and the
/// rest, because few-shot prompts differ only at their end.
final class SampleData {
  private static final int BLOCK = 50;
  private static final int LONGEST_ANSWER = 160;
  private static final int DIGEST_CHARACTERS = 16;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().characterEscapes(new ScriptEscapes()).build();

  private final RunReport run;
  private final int number;
  private final Writer out;

  SampleData(RunReport run, int number, Writer out) {
    this.run = run;
    this.number = number;
    this.out = out;
  }

  void write() throws IOException {
    index();
    texts();
  }

  private void index() throws IOException {
    out.write("<script type=\"application/json\" id=\"index-%d\">".formatted(number));
    try (JsonGenerator json = generator();
        Stream<SampleRecord> records = run.records().source().open()) {
      json.writeStartObject();
      json.writeStringField("run", run.name());
      json.writeNumberField("block", BLOCK);
      strings(json, "scorers", run.scorers().stream().map(each -> each.scorer()).toList());
      json.writeArrayFieldStart("rows");
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); ) {
        row(json, each.next());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write("</script>\n");
  }

  private static void row(JsonGenerator json, SampleRecord record) throws IOException {
    json.writeStartArray();
    json.writeString(record.sample().id());
    json.writeNumber(record.index());
    json.writeNumber(record.attempt());
    json.writeString(clipped(record.sample().target()));
    json.writeStartObject();
    for (var facet : record.sample().facets().entrySet()) {
      json.writeStringField(facet.getKey(), facet.getValue());
    }
    json.writeEndObject();
    json.writeStartArray();
    for (Score score : record.scores().values()) {
      json.writeStartArray();
      json.writeString(score.verdict());
      json.writeString(clipped(score.answerText()));
      json.writeString(score.ruleName());
      json.writeString(ScoreText.cause(score));
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBoolean(record.truncated());
    json.writeString(digest(record.sample().digest()));
    json.writeEndArray();
  }

  private void texts() throws IOException {
    try (Stream<SampleRecord> records = run.records().source().open()) {
      Iterator<SampleRecord> each = records.iterator();
      for (int block = 0; each.hasNext(); block++) {
        out.write("<script type=\"application/json\" id=\"texts-%d-%d\">".formatted(number, block));
        try (JsonGenerator json = generator()) {
          block(json, each);
        }
        out.write("</script>\n");
      }
    }
  }

  private static void block(JsonGenerator json, Iterator<SampleRecord> records) throws IOException {
    List<String> before = new ArrayList<>();
    json.writeStartArray();
    for (int i = 0; i < BLOCK && records.hasNext(); i++) {
      SampleRecord record = records.next();
      json.writeStartObject();
      prompt(json, messages(record), before);
      switch (record.outcome()) {
        case Completion done -> {
          json.writeStringField("completion", done.text());
          json.writeStringField("stop", done.stopReason().name());
          if (done.completionTokens().isPresent()) {
            json.writeNumberField("tokens", done.completionTokens().getAsInt());
          }
        }
        case Failure failure -> json.writeStringField("failure", failure.detail());
      }
      json.writeStringField("target", record.sample().target());
      strings(json, "answers", record.scores().values().stream().map(Score::answerText).toList());
      strings(json, "details", record.scores().values().stream().map(ScoreText::detail).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<Message> messages(SampleRecord record) {
    return switch (record.prompt()) {
      case Prompt.Chat chat -> chat.messages();
      case Prompt.Text text -> List.of(new Message("text", text.text()));
      case Prompt.Unrecorded none ->
          record.sample().input().isEmpty()
              ? List.of()
              : List.of(
                  new Message("question, its prompt is not recorded", record.sample().input()));
    };
  }

  private static void prompt(JsonGenerator json, List<Message> messages, List<String> before)
      throws IOException {
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

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /// Returns the front of a digest, enough to tell whether two runs have the same content.
  private static String digest(String digest) {
    return digest.substring(0, Math.min(DIGEST_CHARACTERS, digest.length()));
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "…";
  }

  private JsonGenerator generator() throws IOException {
    return JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}
