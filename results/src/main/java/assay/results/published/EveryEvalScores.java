package assay.results.published;

import assay.results.published.PublishedScore.Conditions;
import assay.results.published.PublishedScore.Kind;
import assay.results.published.PublishedScore.Provenance;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The results of an aggregate file of Every Eval Ever, version 0.3, as published scores.
///
/// Source: evaleval/every_eval_ever, `eval.schema.json`. The form does not tell base models from
/// tuned ones: they count as tuned unless their name ends in `-base`, `-pt` or nothing but a size.
public final class EveryEvalScores {
  private static final int MOST_BYTES = 64 << 20;
  private static final String BASE = "(?i).*(-base|-pt|-[0-9.]+b)";

  private final Path file;
  private final JsonNode root;
  private final List<String> leftOut = new ArrayList<>();

  private EveryEvalScores(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /// What a file has.
  ///
  /// @param scores in its order
  /// @param leftOut results that are no share of right answers, each with the reason
  public record Found(List<PublishedScore> scores, List<String> leftOut) {
    public Found {
      scores = List.copyOf(scores);
      leftOut = List.copyOf(leftOut);
    }
  }

  /// Reads a file.
  ///
  /// @throws MalformedScoresException if it is no such file
  /// @throws IOException if it cannot be read
  public static Found read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new MalformedScoresException(file.toString(), 1, "is too long for an aggregate");
    }
    JsonNode root;
    try {
      root = new JsonMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new MalformedScoresException(file.toString(), line, "is not JSON");
    }
    if (!root.path("schema_version").asText().startsWith("0.")
        || !root.path("evaluation_results").isArray()) {
      throw new MalformedScoresException(
          file.toString(), 1, "is no aggregate of Every Eval Ever: it has no evaluation_results");
    }
    return new EveryEvalScores(file, root).found();
  }

  private Found found() {
    List<PublishedScore> scores = new ArrayList<>();
    for (JsonNode result : root.path("evaluation_results")) {
      percent(result)
          .ifPresentOrElse(
              percent -> scores.add(score(result, percent)),
              () -> leftOut.add(result.path("evaluation_name").asText() + ": no share or percent"));
    }
    return new Found(scores, leftOut);
  }

  /// A share has a unit that says so, or 1 as its most; a percentage likewise, or 100.
  private static Optional<Double> percent(JsonNode result) {
    JsonNode metric = result.path("metric_config");
    JsonNode score = result.path("score_details").path("score");
    if (!score.isNumber() || metric.path("lower_is_better").asBoolean()) {
      return Optional.empty();
    }
    String unit = metric.path("metric_unit").asText();
    double most = metric.path("max_score").asDouble(Double.NaN);
    double percent =
        unit.equals("proportion") || (unit.isEmpty() && most == 1)
            ? 100 * score.asDouble()
            : unit.equals("percent") || (unit.isEmpty() && most == 100)
                ? score.asDouble()
                : Double.NaN;
    return Optional.of(percent).filter(value -> value >= 0 && value <= 100);
  }

  private PublishedScore score(JsonNode result, double percent) {
    JsonNode uncertainty = result.path("score_details").path("uncertainty");
    JsonNode n = uncertainty.path("num_samples");
    String id = root.path("model_info").path("id").asText();
    String model = id.isEmpty() ? root.path("model_info").path("name").asText("unknown") : id;
    return new PublishedScore(
        model.substring(model.lastIndexOf('/') + 1),
        model.matches(BASE) ? Kind.BASE : Kind.INSTRUCT,
        result.path("evaluation_name").asText("unknown"),
        Math.round(percent * 1e4) / 1e4,
        n.canConvertToInt() && n.asInt() > 0 ? OptionalInt.of(n.asInt()) : OptionalInt.empty(),
        new Conditions(
            OptionalInt.empty(),
            Optional.empty(),
            sampling(result.path("generation_config").path("generation_args")),
            Optional.empty(),
            text(result.path("metric_config").path("metric_name")),
            Optional.empty()),
        new Provenance(Optional.empty(), source(), "", false));
  }

  private static Optional<String> sampling(JsonNode arguments) {
    List<String> words = new ArrayList<>();
    if (arguments.path("temperature").isNumber()) {
      words.add(
          arguments.path("temperature").asDouble() == 0
              ? "greedy"
              : "T=%s top_p=%s"
                  .formatted(
                      arguments.path("temperature").asDouble(),
                      arguments.path("top_p").asDouble(1)));
    }
    if (arguments.path("max_tokens").canConvertToInt()) {
      words.add("at most %d tokens".formatted(arguments.path("max_tokens").asInt()));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }

  private ScoreSource source() {
    JsonNode metadata = root.path("source_metadata");
    return new ScoreSource(
        file.getFileName().toString(),
        text(metadata.path("source_name"))
            .or(() -> text(metadata.path("source_organization_name")))
            .orElse("Every Eval Ever"),
        text(metadata.path("source_organization_url")).orElse(file.toString()),
        metadata.path("source_type").asText().equals("documentation"),
        Optional.empty());
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() && !value.asText().isBlank()
        ? Optional.of(value.asText())
        : Optional.empty();
  }
}
