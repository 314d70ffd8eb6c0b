package assay.results.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Facts on models: those of published configurations, and those that a user wrote down.
///
/// @param all in the order in which they are looked up
public record PublishedModels(List<Named> all) {
  /// Columns of a user's file: sizes as plain numbers, each may be empty. The cutoff is `yyyy-MM`
  /// or `yyyy-MM-dd`.
  public static final List<String> COLUMNS =
      List.of(
          "model",
          "parameters",
          "active_parameters",
          "weight_bytes_per_token",
          "kv_bytes_per_token",
          "cutoff",
          "source");

  private static final String FILE = "published-models.csv";

  /// A model by all its names.
  ///
  /// @param names the card's own first
  /// @param card what is known
  public record Named(List<String> names, ModelCard card) {
    public Named {
      names = List.copyOf(names);
      Objects.requireNonNull(card);
    }

    private boolean isCalled(String model) {
      String wanted = plain(model);
      return names.stream().anyMatch(name -> plain(name).equals(wanted));
    }
  }

  public PublishedModels {
    all = List.copyOf(all);
  }

  /// Returns the registry that this program ships, computed from the models' own configurations.
  public static PublishedModels bundled() {
    InputStream bytes = PublishedModels.class.getResourceAsStream(FILE);
    if (bytes == null) {
      throw new IllegalStateException(FILE + " is missing from the program");
    }
    try (Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      return architectures(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /// Returns the facts of a CSV file with the columns [#COLUMNS].
  ///
  /// @throws MalformedScoresException if a row is wrong or a model stands in two
  /// @throws IOException if the file cannot be read
  public static PublishedModels read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      return unique(
          new ScoreTable(file.toString(), COLUMNS),
          text,
          row -> new Named(List.of(row.required("model")), facts(row)));
    }
  }

  /// Returns the models of a CSV text in the form of the bundled registry.
  static PublishedModels architectures(String name, Reader text) {
    return unique(
        new ScoreTable(name, ArchitectureRow.COLUMNS),
        text,
        row -> new Named(ArchitectureRow.names(row), ArchitectureRow.facts(row)));
  }

  /// Returns these models before others, which count only where these are silent on a model.
  public PublishedModels before(PublishedModels others) {
    List<Named> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new PublishedModels(both);
  }

  /// Returns the facts on a model. The case of the name and an organisation before a slash do not
  /// matter, nor which of its names it is; everything else does.
  public Optional<ModelCard> of(String model) {
    return all.stream().filter(each -> each.isCalled(model)).map(Named::card).findFirst();
  }

  /// Returns all names of a model: the one given, and those that it is listed by.
  public List<String> names(String model) {
    return Stream.concat(
            Stream.of(model),
            all.stream()
                .filter(each -> each.isCalled(model))
                .flatMap(each -> each.names().stream()))
        .distinct()
        .toList();
  }

  private static String plain(String model) {
    return model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private interface Parser {
    Named of(ScoreRow row);
  }

  private static PublishedModels unique(ScoreTable table, Reader text, Parser parser) {
    Set<String> seen = new HashSet<>();
    return new PublishedModels(
        table.read(
            text,
            row -> {
              Named named = parser.of(row);
              for (String name : named.names()) {
                if (!seen.add(plain(name))) {
                  throw row.malformed("model \"%s\" is listed twice".formatted(name));
                }
              }
              return named;
            }));
  }

  private static ModelCard facts(ScoreRow row) {
    OptionalLong cache = row.large("kv_bytes_per_token");
    OptionalLong total = row.large("parameters");
    OptionalLong active = row.large("active_parameters");
    if (total.isPresent() && active.orElse(0) > total.getAsLong()) {
      throw row.malformed(
          "active_parameters %d are more than parameters %d"
              .formatted(active.getAsLong(), total.getAsLong()));
    }
    String source = row.required("source");
    return new ModelCard(
        row.required("model"),
        total,
        active,
        row.large("weight_bytes_per_token"),
        cache.isPresent() ? Optional.of(CacheShape.growing(cache.getAsLong())) : Optional.empty(),
        row.cutoff("cutoff", source),
        source,
        FactCheck.STATED);
  }
}
