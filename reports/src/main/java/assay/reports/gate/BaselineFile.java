package assay.reports.gate;

import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.run.Verdict;
import assay.results.Cause;
import assay.results.Digests;
import assay.results.RunManifest;
import assay.results.store.ManifestCodec;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A run without its texts, small enough to be committed and reviewed: JSON Lines, the first of
/// which names the run and holds its manifest, so that a candidate can be asked the same, each
/// further one a sample with the front of its digest and the verdict and length of each attempt.
public final class BaselineFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORMAT = "assay-baseline/1";
  private static final String PARTLY = "wrong: ";
  private static final int HEAD_START = 200;

  private BaselineFile() {}

  /// Writes a baseline, replacing the file.
  public static void write(Baseline baseline, Path file) throws IOException {
    RunOutcomes run = baseline.outcomes();
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    head.put("format", FORMAT).put("run", run.name()).put("suite", run.suite());
    head.put("scorer", run.scorer());
    ObjectNode settings = head.putObject("settings");
    run.settings().forEach(settings::put);
    baseline.manifest().ifPresent(manifest -> head.set("manifest", withoutRows(manifest)));
    try (Writer out = Escapes.JSON.over(Files.newBufferedWriter(file))) {
      out.write(head + "\n");
      for (SampleOutcome sample : run.samples()) {
        out.write(line(sample) + "\n");
      }
    }
  }

  /// The rows follow from the lines of the samples.
  private static ObjectNode withoutRows(RunManifest manifest) {
    ObjectNode node = ManifestCodec.write(manifest);
    node.withObject("/dataset").putArray("rows");
    return node;
  }

  private static ObjectNode line(SampleOutcome sample) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("id", sample.id());
    line.put("digest", Digests.front(sample.digest()));
    for (SampleOutcome.Attempt attempt : sample.attempts()) {
      line.withArray("verdicts").add(verdict(attempt.verdict()));
      if (attempt.tokens().isPresent()) {
        line.withArray("tokens").add(attempt.tokens().getAsInt());
      } else {
        line.withArray("tokens").addNull();
      }
      line.withArray("characters").add(attempt.characters());
    }
    return line;
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Correct correct -> "correct";
      case Verdict.Wrong wrong -> wrong.credit() == 0 ? "wrong" : PARTLY + wrong.credit();
      case Verdict.NoAnswer none -> "no-answer";
      case Verdict.NotMeasured unmeasured -> "not-measured: " + unmeasured.cause().name();
    };
  }

  /// Returns whether a path is a baseline file, by how it begins.
  public static boolean isBaseline(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(HEAD_START), StandardCharsets.UTF_8).contains(FORMAT);
    }
  }

  /// Reads a baseline.
  ///
  /// @throws MalformedBaselineException if the file is none, or a line is damaged
  public static Baseline read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 1;
      JsonNode head = parse(file, number, lines.readLine());
      if (!FORMAT.equals(head.path("format").asText())) {
        throw new MalformedBaselineException(
            file, number, "is no baseline: expected \"format\": \"" + FORMAT + "\"");
      }
      List<SampleOutcome> samples = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        samples.add(sample(file, number, parse(file, number, line)));
      }
      Map<String, String> settings = new LinkedHashMap<>();
      head.path("settings")
          .properties()
          .forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
      return Baseline.of(
          new RunOutcomes(
              head.path("run").asText(),
              head.path("suite").asText(),
              head.path("scorer").asText(),
              settings,
              samples),
          manifest(file, head));
    }
  }

  private static Optional<RunManifest> manifest(Path file, JsonNode head) {
    try {
      return head.has("manifest")
          ? Optional.of(ManifestCodec.read(head.path("manifest")))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new MalformedBaselineException(file, 1, "manifest: " + e.getMessage());
    }
  }

  private static JsonNode parse(Path file, int number, String line) {
    try {
      JsonNode node = line == null ? null : JSON.readTree(line);
      if (node == null || !node.isObject()) {
        throw new MalformedBaselineException(file, number, "expected a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MalformedBaselineException(file, number, e.getOriginalMessage());
    }
  }

  private static SampleOutcome sample(Path file, int number, JsonNode line) {
    List<SampleOutcome.Attempt> attempts = new ArrayList<>();
    JsonNode verdicts = line.path("verdicts");
    for (int i = 0; i < verdicts.size(); i++) {
      JsonNode tokens = line.path("tokens").path(i);
      attempts.add(
          new SampleOutcome.Attempt(
              verdict(file, number, verdicts.path(i).asText()),
              tokens.isInt() ? OptionalInt.of(tokens.asInt()) : OptionalInt.empty(),
              line.path("characters").path(i).asInt(),
              false));
    }
    if (!line.path("id").isTextual() || !line.path("digest").isTextual() || attempts.isEmpty()) {
      throw new MalformedBaselineException(
          file, number, "expected the fields id, digest and verdicts");
    }
    return new SampleOutcome(
        line.path("id").asText(), line.path("digest").asText(), Map.of(), attempts);
  }

  private static Verdict verdict(Path file, int number, String text) {
    if (text.startsWith("not-measured: ")) {
      try {
        return new Verdict.NotMeasured(Cause.valueOf(text.substring("not-measured: ".length())));
      } catch (IllegalArgumentException e) {
        throw new MalformedBaselineException(file, number, "unknown cause in \"" + text + "\"");
      }
    }
    if (text.startsWith(PARTLY)) {
      try {
        return new Verdict.Wrong("baseline", Double.parseDouble(text.substring(PARTLY.length())));
      } catch (NumberFormatException e) {
        throw new MalformedBaselineException(file, number, "no share in \"" + text + "\"");
      }
    }
    return switch (text) {
      case "correct" -> new Verdict.Correct("baseline");
      case "wrong" -> new Verdict.Wrong("baseline");
      case "no-answer" -> new Verdict.NoAnswer();
      default ->
          throw new MalformedBaselineException(
              file,
              number,
              "unknown verdict \"%s\"; expected correct, wrong, no-answer or not-measured: CAUSE"
                  .formatted(text));
    };
  }
}
