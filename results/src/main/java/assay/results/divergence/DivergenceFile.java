package assay.results.divergence;

import assay.results.divergence.Divergence.Candidate;
import assay.results.divergence.Divergence.Estimated;
import assay.results.divergence.Divergence.Figures;
import assay.results.divergence.Divergence.Kl;
import assay.results.divergence.Divergence.Perplexity;
import assay.results.divergence.Divergence.Place;
import assay.results.divergence.Divergence.Range;
import assay.results.divergence.Divergence.Right;
import assay.results.divergence.Divergence.RightToken;
import assay.results.divergence.Divergence.Side;
import assay.results.divergence.Divergence.Texts;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A [Divergence] as one JSON object, and back.
public final class DivergenceFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORMAT = "assay-divergence/1";

  private DivergenceFile() {}

  /// Returns the object.
  public static ObjectNode write(Divergence divergence) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    node.set("reference", side(divergence.reference()));
    node.set("model", side(divergence.model()));
    Texts texts = divergence.texts();
    ObjectNode read = node.putObject("texts");
    texts.sources().forEach(read.putArray("sources")::add);
    read.put("digest", texts.digest())
        .put("passages", texts.passages())
        .put("scoredTokens", texts.scoredTokens())
        .put("unreadTokens", texts.unreadTokens());
    figures(node, divergence.figures());
    ArrayNode worst = node.putArray("worst");
    divergence.worst().forEach(place -> worst.add(place(place)));
    return node;
  }

  private static ObjectNode side(Side side) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", side.name())
            .put("weights", side.weights())
            .put("kernels", side.kernels());
    side.fileBytes().ifPresent(bytes -> node.put("fileBytes", bytes));
    side.weightBytesPerToken().ifPresent(bytes -> node.put("weightBytesPerToken", bytes));
    return node;
  }

  private static void figures(ObjectNode node, Figures figures) {
    ObjectNode perplexity = node.putObject("perplexity");
    perplexity.set("reference", estimated(figures.perplexity().reference()));
    perplexity.set("model", estimated(figures.perplexity().model()));
    perplexity.set("logRatio", estimated(figures.perplexity().logRatio()));
    Kl kl = figures.kl();
    ObjectNode divergence = node.putObject("klDivergence");
    divergence.set("mean", estimated(kl.mean()));
    divergence
        .put("median", kl.median())
        .put("p90", kl.p90())
        .put("p99", kl.p99())
        .put("p999", kl.p999())
        .put("max", kl.largest());
    node.set("sameTopToken", estimated(figures.sameTop()));
    ObjectNode right = node.putObject("rightTokenProbabilityChange");
    right.set("rms", estimated(figures.right().rootMeanSquare()));
    right.set("mean", estimated(figures.right().mean()));
  }

  private static ObjectNode estimated(Estimated figure) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("value", figure.value());
    figure.interval().ifPresent(range -> node.put("low", range.low()).put("high", range.high()));
    return node;
  }

  private static ObjectNode place(Place place) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", place.source())
            .put("index", place.index())
            .put("before", place.before())
            .put("kl", place.kl());
    node.putObject("right")
        .put("text", place.right().text())
        .put("reference", place.right().reference())
        .put("model", place.right().model());
    candidates(node.putArray("reference"), place.reference());
    candidates(node.putArray("model"), place.model());
    return node;
  }

  private static void candidates(ArrayNode array, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      array.addObject().put("text", candidate.text()).put("probability", candidate.probability());
    }
  }

  /// Reads a file that holds one object.
  ///
  /// @throws MalformedDivergenceException if it holds something else
  public static Divergence read(Path file) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new MalformedDivergenceException(file, e.getOriginalMessage());
    }
    if (!FORMAT.equals(node.path("format").asText())) {
      throw new MalformedDivergenceException(
          file, "is no divergence: expected \"format\": \"" + FORMAT + "\"");
    }
    return new Reader(file).divergence(node);
  }

  /// The way back.
  private record Reader(Path file) {
    Divergence divergence(JsonNode node) {
      List<Place> worst = new ArrayList<>();
      member(node, "worst").forEach(each -> worst.add(place(each)));
      return new Divergence(
          side(member(node, "reference")),
          side(member(node, "model")),
          texts(member(node, "texts")),
          figures(node),
          worst);
    }

    private JsonNode member(JsonNode node, String name) {
      JsonNode value = node.get(name);
      if (value == null || value.isNull()) {
        throw new MalformedDivergenceException(file, "the field \"" + name + "\" is missing");
      }
      return value;
    }

    private String text(JsonNode node, String name) {
      return member(node, name).asText();
    }

    private double number(JsonNode node, String name) {
      JsonNode value = member(node, name);
      if (!value.isNumber()) {
        throw new MalformedDivergenceException(file, "\"" + name + "\" is no number: " + value);
      }
      return value.asDouble();
    }

    private Side side(JsonNode node) {
      return new Side(
          text(node, "name"),
          text(node, "weights"),
          text(node, "kernels"),
          bytes(node, "fileBytes"),
          bytes(node, "weightBytesPerToken"));
    }

    private OptionalLong bytes(JsonNode node, String name) {
      return node.has(name) ? OptionalLong.of((long) number(node, name)) : OptionalLong.empty();
    }

    private Texts texts(JsonNode node) {
      List<String> sources = new ArrayList<>();
      member(node, "sources").forEach(each -> sources.add(each.asText()));
      return new Texts(
          sources,
          text(node, "digest"),
          (long) number(node, "passages"),
          (long) number(node, "scoredTokens"),
          (long) number(node, "unreadTokens"));
    }

    private Figures figures(JsonNode node) {
      JsonNode perplexity = member(node, "perplexity");
      JsonNode kl = member(node, "klDivergence");
      JsonNode right = member(node, "rightTokenProbabilityChange");
      return new Figures(
          new Perplexity(
              estimated(perplexity, "reference"),
              estimated(perplexity, "model"),
              estimated(perplexity, "logRatio")),
          new Kl(
              estimated(kl, "mean"),
              number(kl, "median"),
              number(kl, "p90"),
              number(kl, "p99"),
              number(kl, "p999"),
              number(kl, "max")),
          estimated(node, "sameTopToken"),
          new RightToken(estimated(right, "rms"), estimated(right, "mean")));
    }

    private Estimated estimated(JsonNode node, String name) {
      JsonNode figure = member(node, name);
      return new Estimated(
          number(figure, "value"),
          figure.has("low")
              ? Optional.of(new Range(number(figure, "low"), number(figure, "high")))
              : Optional.empty());
    }

    private Place place(JsonNode node) {
      JsonNode right = member(node, "right");
      return new Place(
          text(node, "source"),
          (long) number(node, "index"),
          text(node, "before"),
          number(node, "kl"),
          new Right(text(right, "text"), number(right, "reference"), number(right, "model")),
          candidates(member(node, "reference")),
          candidates(member(node, "model")));
    }

    private List<Candidate> candidates(JsonNode array) {
      List<Candidate> candidates = new ArrayList<>();
      array.forEach(
          each -> candidates.add(new Candidate(text(each, "text"), number(each, "probability"))));
      return candidates;
    }
  }
}
