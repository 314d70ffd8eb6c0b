package assay.harness.model;

import assay.harness.run.UsageException;
import assay.tasks.format.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which fields of a recording's rows hold what.
///
/// Without a mapping the names that recordings commonly use are tried in order, so that the outputs
/// of MMLU-Pro's scripts and LiveCodeBench's result files are understood as they are.
public final class RecordedFields {
  /// What a row can hold.
  enum Part {
    ID,
    QUESTION,
    OUTPUT,
    OUTPUTS,
    CODES,
    TARGET,
    OPTIONS,
    OPTION_COUNT,
    CATEGORY,
    MODEL,
    FINISH,
    LANGUAGE;

    private List<String> usualNames() {
      return switch (this) {
        case ID -> List.of("question_id", "id", "task_id", "unique_id", "sample_id");
        case QUESTION -> List.of("question", "question_content", "problem");
        case OUTPUT ->
            List.of("output", "model_outputs", "generated_text", "completion", "response", "text");
        case OUTPUTS -> List.of("output_list");
        case CODES -> List.of("code_list");
        case TARGET -> List.of("answer", "target", "gold");
        case OPTIONS -> List.of("options");
        case OPTION_COUNT -> List.of("n_options");
        case CATEGORY -> List.of("category");
        case MODEL -> List.of("model");
        case FINISH -> List.of("finish_reason", "stop_reason");
        case LANGUAGE -> List.of("language", "lang");
      };
    }
  }

  private static final Map<String, Part> KEYS =
      Map.of(
          "id", Part.ID,
          "question", Part.QUESTION,
          "output", Part.OUTPUT,
          "outputs", Part.OUTPUTS,
          "codes", Part.CODES,
          "target", Part.TARGET,
          "options", Part.OPTIONS,
          "category", Part.CATEGORY,
          "finish", Part.FINISH,
          "language", Part.LANGUAGE);

  /// The names that recordings commonly use.
  public static final RecordedFields USUAL = parse("");

  private final Map<Part, List<String>> names;

  private RecordedFields(Map<Part, List<String>> names) {
    this.names = names;
  }

  /// Returns the mapping of `id=...,output=...,target=...`; parts not named keep their usual names.
  ///
  /// @throws UsageException if a part is unknown or has no name
  public static RecordedFields parse(String mapping) {
    Map<Part, List<String>> names = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      names.put(part, part.usualNames());
    }
    for (String item : mapping.isBlank() ? new String[0] : mapping.split(",", -1)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? item : item.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      Part part = KEYS.get(key);
      if (part == null || equals < 0 || item.substring(equals + 1).isBlank()) {
        throw new UsageException(
            "--fields %s: write part=name, where part is one of %s"
                .formatted(item, String.join(", ", KEYS.keySet().stream().sorted().toList())));
      }
      names.put(part, List.of(item.substring(equals + 1).strip()));
    }
    return new RecordedFields(names);
  }

  /// Returns the name under which the row has the part.
  Optional<String> find(Row row, Part part) {
    return names.get(part).stream().filter(row::has).findFirst();
  }

  /// Returns the name under which the row has one of the parts, the first that it has.
  Optional<String> findAny(Row row, Part... parts) {
    for (Part part : parts) {
      Optional<String> name = find(row, part);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  /// Returns the names tried for the parts, for error messages.
  List<String> tried(Part... parts) {
    List<String> all = new ArrayList<>();
    for (Part part : parts) {
      all.addAll(names.get(part));
    }
    return List.copyOf(all);
  }
}
