package assay.reports.view;

import assay.reports.page.LiveText;
import assay.reports.page.SampleJson;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.text.Figures;
import assay.results.Cause;
import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The state of the followed runs as JSON for the page's script. Numbers that are shown are texts:
/// how they are written is decided here, once.
final class LiveJson {
  private final JsonGenerator json;

  private LiveJson(JsonGenerator json) {
    this.json = json;
  }

  /// Returns the state of all runs, in the page's order.
  static byte[] of(List<LiveStatus> runs, LiveFigures.PageFigures figures) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = SampleJson.generator(text)) {
      json.writeStartObject();
      json.writeNumberField("generation", runs.stream().mapToInt(LiveStatus::generation).sum());
      json.writeNumberField("figures", figures.version());
      json.writeNumberField("figuresOf", figures.allRecords());
      json.writeArrayFieldStart("runs");
      for (LiveStatus run : runs) {
        new LiveJson(json).run(run);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void run(LiveStatus run) throws IOException {
    Counts counts = run.accuracy().counts();
    json.writeStartObject();
    json.writeStringField("state", run.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("says", run.state().label());
    json.writeStringField("remark", run.remark());
    json.writeNumberField("planned", run.planned());
    json.writeNumberField("done", run.done());
    json.writeNumberField("lines", run.lines());
    json.writeNumberField("truncated", counts.truncated());
    if (run.perSecond().isPresent()) {
      double rate = run.perSecond().getAsDouble();
      json.writeStringField("rate", LiveText.rate(rate));
      json.writeStringField("remaining", LiveText.remaining(run.planned() - run.done(), rate));
    }
    score(run.accuracy().estimate());
    verdicts(counts);
    last(run.last());
    json.writeEndObject();
  }

  private void score(Estimate estimate) throws IOException {
    json.writeStringField("score", Figures.percent(estimate.value()));
    json.writeStringField("interval", Figures.percent(estimate.interval()));
    json.writeStringField("bounds", Figures.percent(estimate.bounds()));
  }

  private void verdicts(Counts counts) throws IOException {
    json.writeObjectFieldStart("verdicts");
    json.writeNumberField("correct", counts.correct());
    json.writeNumberField("wrong", counts.wrong() - counts.noAnswer());
    json.writeNumberField("no-answer", counts.noAnswer());
    json.writeNumberField("not-measured", counts.unmeasured());
    json.writeEndObject();
    json.writeObjectFieldStart("causes");
    for (Map.Entry<Cause, Long> cause : counts.notMeasured().entrySet()) {
      json.writeNumberField(cause.getKey().label(), cause.getValue());
    }
    json.writeEndObject();
  }

  private void last(List<SampleRecord> records) throws IOException {
    json.writeArrayFieldStart("last");
    for (SampleRecord record : records) {
      new SampleJson(json).row(record);
    }
    json.writeEndArray();
  }
}
