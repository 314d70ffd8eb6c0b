package assay.reports.render;

import assay.reports.Report;
import assay.reports.RunComparisons;
import assay.reports.compare.Comparison;
import assay.reports.compare.Ranking;
import assay.reports.run.Accuracy;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.PassAtK;
import assay.reports.run.RuleUse;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.run.Slice;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
import assay.results.Cause;
import assay.results.RunManifest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.OptionalDouble;

/// The figures of a report as JSON: `runs`, each with its identity, `scorers` (with `change`,
/// `gained` and `lost` against the protocol's own), `breakdowns`, `passAtK` and `tokens`; then
/// `comparisons`, each run against the first of its suite and scorer with the fields of
/// [ComparisonRenderer#json(assay.reports.compare.Comparison)] (`a`, `b`, `n`, `scoreA`, `scoreB`,
/// `difference` as B - A, `interval`, `pValue`, `onlyA`, `onlyB`, `sentence`, `groups`, `flips`,
/// ...); `rankings` of three runs or more (`samples`, `places`, `wins`); and `notCompared`, a
/// sentence for each comparison that could not be made; then `sections`, the rows of the report's
/// further CSV files by their names (see [CostSection]). Shares run from 0 to 1, differences from
/// -1 to 1; what is undefined is absent.
public final class JsonRenderer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper TREES =
      JsonMapper.builder().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).build();

  /// Writes the document and leaves the writer open.
  public void render(Report report, Writer out) throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    json.setPrettyPrinter(printer);
    json.writeStartObject();
    json.writeArrayFieldStart("runs");
    for (RunReport run : report.runs()) {
      run(json, run);
    }
    json.writeEndArray();
    comparisons(json, report.comparisons());
    json.writeFieldName("sections");
    TREES.writeTree(json, Sections.json(report));
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private static void comparisons(JsonGenerator json, RunComparisons all) throws IOException {
    json.writeArrayFieldStart("comparisons");
    for (Comparison each : all.comparisons()) {
      TREES.writeTree(json, ComparisonRenderer.json(each));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rankings");
    for (Ranking each : all.rankings()) {
      TREES.writeTree(json, ComparisonRenderer.json(each));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notCompared");
    for (String each : all.refusals()) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  private static void run(JsonGenerator json, RunReport run) throws IOException {
    RunManifest manifest = run.manifest();
    json.writeStartObject();
    json.writeStringField("name", run.name());
    json.writeStringField("model", manifest.model().name());
    json.writeStringField("suite", manifest.dataset().suite());
    json.writeStringField("protocol", manifest.protocol().name());
    json.writeStringField("protocolVersion", manifest.protocol().version());
    json.writeStringField("metric", manifest.protocol().metric());
    json.writeArrayFieldStart("deviations");
    for (String deviation : manifest.deviations()) {
      json.writeString(deviation);
    }
    json.writeEndArray();
    json.writeNumberField("samples", run.samples());
    json.writeNumberField("attempts", run.attempts());
    json.writeNumberField("plannedAttempts", run.plannedAttempts());
    json.writeArrayFieldStart("scorers");
    for (ScorerReport scorer : run.scorers()) {
      scorer(json, scorer, run.scorers().getFirst());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("breakdowns");
    for (Breakdown breakdown : run.breakdowns()) {
      breakdown(json, breakdown);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("passAtK");
    for (PassAtK pass : run.passAtK()) {
      json.writeStartObject();
      json.writeNumberField("k", pass.k());
      json.writeNumberField("samples", pass.samples());
      estimate(json, pass.estimate());
      json.writeEndObject();
    }
    json.writeEndArray();
    tokens(json, run);
    json.writeEndObject();
  }

  private static void scorer(JsonGenerator json, ScorerReport scorer, ScorerReport own)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("scorer", scorer.scorer());
    accuracy(json, scorer.accuracy());
    json.writeArrayFieldStart("official");
    for (OfficialFigure figure : scorer.official()) {
      json.writeStartObject();
      json.writeStringField("convention", figure.convention());
      json.writeNumberField("value", Figures.exact(figure.value()));
      json.writeNumberField("samples", figure.samples());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rules");
    for (RuleUse rule : scorer.rules()) {
      json.writeStartObject();
      json.writeStringField("rule", rule.rule());
      json.writeNumberField("decided", rule.decided());
      json.writeNumberField("correct", rule.correct());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!scorer.equals(own)) {
      number(json, "change", scorer.changeFrom(own));
    }
    json.writeNumberField("gained", scorer.gained());
    json.writeNumberField("lost", scorer.lost());
    json.writeEndObject();
  }

  private static void breakdown(JsonGenerator json, Breakdown breakdown) throws IOException {
    json.writeStartObject();
    json.writeStringField("facet", breakdown.facet());
    json.writeArrayFieldStart("slices");
    for (Slice slice : breakdown.slices()) {
      json.writeStartObject();
      json.writeStringField("value", slice.value());
      accuracy(json, slice.accuracy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("macro");
    estimate(json, breakdown.macro());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void accuracy(JsonGenerator json, Accuracy accuracy) throws IOException {
    Counts counts = accuracy.counts();
    json.writeNumberField("measured", counts.measured());
    json.writeNumberField("correct", counts.correct());
    json.writeNumberField("wrong", counts.wrong());
    json.writeNumberField("noAnswer", counts.noAnswer());
    json.writeNumberField("notMeasured", counts.unmeasured());
    json.writeObjectFieldStart("causes");
    for (Map.Entry<Cause, Long> cause : counts.notMeasured().entrySet()) {
      json.writeNumberField(cause.getKey().name(), cause.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("truncated", counts.truncated());
    json.writeObjectFieldStart("accuracy");
    estimate(json, accuracy.estimate());
    json.writeEndObject();
  }

  private static void estimate(JsonGenerator json, Estimate estimate) throws IOException {
    number(json, "value", estimate.value());
    number(json, "standardError", estimate.standardError());
    if (estimate.interval().isPresent()) {
      interval(json, "interval", estimate.interval().get());
    }
    interval(json, "bounds", estimate.bounds());
  }

  private static void number(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, Figures.exact(value.getAsDouble()));
    }
  }

  private static void interval(JsonGenerator json, String name, Interval interval)
      throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(Figures.exact(interval.low()));
    json.writeNumber(Figures.exact(interval.high()));
    json.writeEndArray();
  }

  private static void tokens(JsonGenerator json, RunReport run) throws IOException {
    json.writeObjectFieldStart("tokens");
    json.writeNumberField("prompt", run.tokens().prompt());
    json.writeNumberField("promptsCounted", run.tokens().promptsCounted());
    json.writeNumberField("completion", run.tokens().completion());
    json.writeNumberField("completionsCounted", run.tokens().completionsCounted());
    json.writeEndObject();
  }
}
