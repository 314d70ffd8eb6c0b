package assay.results.published;

import assay.results.published.PublishedScore.Conditions;
import assay.results.published.PublishedScore.Kind;
import assay.results.published.PublishedScore.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Published scores with their sources, in the registry's order.
///
/// @param all every figure
public record PublishedScores(List<PublishedScore> all) {
  private static final String SCORES_FILE = "published-scores.csv";
  private static final String SOURCES_FILE = "sources.csv";
  private static final ScoreTable SCORES =
      new ScoreTable(
          SCORES_FILE,
          List.of(
              "model",
              "kind",
              "suite",
              "value",
              "n",
              "shots",
              "prompt",
              "sampling",
              "window",
              "extractor",
              "date",
              "source",
              "note",
              "aggregate",
              "checked"));
  private static final ScoreTable SOURCES =
      new ScoreTable(SOURCES_FILE, List.of("key", "title", "location", "secondary", "copy"));
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}(-\\d{2})?");

  public PublishedScores {
    all = List.copyOf(all);
  }

  /// Returns the registry that this program ships.
  public static PublishedScores bundled() {
    try (Reader scores = resource(SCORES_FILE);
        Reader sources = resource(SOURCES_FILE)) {
      return read(scores, sources);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SCORES_FILE, e);
    }
  }

  /// Returns the registry written in two CSV texts: the figures and the sources they name.
  ///
  /// @throws MalformedScoresException if a row is incomplete, repeated or names an unknown source
  public static PublishedScores read(Reader scores, Reader sources) {
    Map<String, ScoreSource> known = new HashMap<>();
    SOURCES.read(
        sources,
        row -> {
          ScoreSource source = source(row);
          if (known.put(source.key(), source) != null) {
            throw row.malformed("source \"%s\" is listed twice".formatted(source.key()));
          }
          return source;
        });
    Set<PublishedScore> seen = new HashSet<>();
    return new PublishedScores(
        SCORES.read(
            scores,
            row -> {
              PublishedScore score = score(row, known);
              if (!seen.add(score)) {
                throw row.malformed("the same figure stands in an earlier row");
              }
              return score;
            }));
  }

  /// Returns the figures of one model, by any of its names in the bundled registry of models,
  /// whatever their case.
  public List<PublishedScore> of(String model) {
    List<String> names = PublishedModels.bundled().names(model);
    return all.stream()
        .filter(score -> names.stream().anyMatch(score.model()::equalsIgnoreCase))
        .toList();
  }

  /// Returns the figures of one model on one suite.
  public List<PublishedScore> of(String model, String suite) {
    return of(model).stream().filter(score -> score.suite().equals(suite)).toList();
  }

  private static ScoreSource source(ScoreRow row) {
    return new ScoreSource(
        row.required("key"),
        row.required("title"),
        row.required("location"),
        row.oneOf("secondary", List.of("true", "false")).equals("true"),
        row.optional("copy"));
  }

  private static PublishedScore score(ScoreRow row, Map<String, ScoreSource> sources) {
    return new PublishedScore(
        row.required("model"),
        row.oneOf("kind", List.of("base", "instruct")).equals("base") ? Kind.BASE : Kind.INSTRUCT,
        row.required("suite"),
        row.percent("value"),
        row.count("n"),
        new Conditions(
            row.count("shots"),
            row.optional("prompt"),
            row.optional("sampling"),
            row.optional("window"),
            row.optional("extractor"),
            row.optional("aggregate").map(_ -> row.oneOf("aggregate", List.of("macro", "micro")))),
        new Provenance(
            row.matching("date", DATE, "yyyy-MM-dd or yyyy-MM"),
            known(row, sources),
            row.optional("note").orElse(""),
            row.oneOf("checked", List.of("yes", "no")).equals("yes")));
  }

  private static ScoreSource known(ScoreRow row, Map<String, ScoreSource> sources) {
    String key = row.required("source");
    return Optional.ofNullable(sources.get(key))
        .orElseThrow(
            () ->
                row.malformed(
                    "source \"%s\" is not listed in %s; add it there"
                        .formatted(key, SOURCES_FILE)));
  }

  private static Reader resource(String name) throws IOException {
    InputStream bytes = PublishedScores.class.getResourceAsStream(name);
    if (bytes == null) {
      throw new IOException(name + " is missing from the program");
    }
    return new InputStreamReader(bytes, StandardCharsets.UTF_8);
  }
}
