package assay.tasks.custom;

import assay.results.GenerationSettings;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a description file says.
///
/// @param identity the suite's name, what it measures, and the version of the description
/// @param wording how the prompt is made
/// @param fields which field of a row means what
/// @param scorer name of the scorer
/// @param settings how completions are sampled
/// @param data the data file that the description names, relative to itself
record Description(
    Identity identity,
    Wording wording,
    FieldNames fields,
    String scorer,
    GenerationSettings settings,
    Optional<Path> data) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "name",
              "description",
              "system",
              "prompt",
              "raw",
              "id",
              "target",
              "choices",
              "facets",
              "shots",
              "scorer",
              "maxTokens",
              "temperature",
              "topP",
              "attempts",
              "stop",
              "data"));
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");
  private static final int VERSION_DIGITS = 12;
  private static final int MOST_SHOTS = 10_000;

  /// The suite's name, what it measures, a version that changes with the description, and how many
  /// worked examples its prompt has, where it says so.
  record Identity(String name, String description, String version, OptionalInt shots) {}

  /// The parts of the prompt; `raw` means text without a chat template.
  record Wording(Optional<String> system, PromptTemplate prompt, boolean raw) {}

  /// Names of fields: identifier (the line's number without it), target, options, facets.
  record FieldNames(
      Optional<String> id, String target, Optional<String> choices, List<String> facets) {}

  static Description read(Path path) {
    RowFile file = new RowFile(path);
    Row row = file.object();
    for (String name : row.names()) {
      if (!KEYS.contains(name)) {
        throw row.error(name, "is unknown; expected some of %s. Correct the key".formatted(KEYS));
      }
    }
    return new Description(
        identity(row, file.digest().substring(0, VERSION_DIGITS)),
        wording(row),
        new FieldNames(
            row.optionalString("id"),
            row.string("target"),
            row.optionalString("choices"),
            list(row, "facets")),
        row.string("scorer"),
        settings(row),
        row.optionalString("data").map(path.toAbsolutePath()::resolveSibling));
  }

  private static Identity identity(Row row, String version) {
    String name = row.string("name");
    if (!NAME.matcher(name).matches()) {
      throw row.error(
          "name",
          ("is \"%s\"; expected small letters, digits, dots, hyphens and"
                  + " underscores. Choose such a name")
              .formatted(name));
    }
    return new Identity(name, row.optionalString("description").orElse(name), version, shots(row));
  }

  private static OptionalInt shots(Row row) {
    if (!row.has("shots")) {
      return OptionalInt.empty();
    }
    long shots = row.integer("shots");
    if (shots < 0 || shots > MOST_SHOTS) {
      throw row.error(
          "shots", "is %d; expected 0 to %d. Correct the number".formatted(shots, MOST_SHOTS));
    }
    return OptionalInt.of((int) shots);
  }

  private static Wording wording(Row row) {
    Optional<String> system = row.optionalString("system");
    boolean raw = row.has("raw") && row.truth("raw");
    if (raw && system.isPresent()) {
      throw row.error("system", "cannot stand beside \"raw\", which has no messages. Drop one");
    }
    try {
      return new Wording(system, PromptTemplate.parse(row.string("prompt")), raw);
    } catch (IllegalArgumentException e) {
      throw row.error("prompt", e.getMessage()).causedBy(e);
    }
  }

  private static GenerationSettings settings(Row row) {
    try {
      return new GenerationSettings(
          Math.toIntExact(row.integer("maxTokens")),
          row.has("temperature") ? row.number("temperature") : 0,
          row.has("topP") ? row.number("topP") : 1,
          0,
          0,
          list(row, "stop"),
          row.has("attempts") ? Math.toIntExact(row.integer("attempts")) : 1);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw row.error("has impossible settings: %s. Correct them".formatted(e.getMessage()))
          .causedBy(e);
    }
  }

  private static List<String> list(Row row, String key) {
    return row.has(key) ? row.strings(key) : List.of();
  }
}
