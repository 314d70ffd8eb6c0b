package assay.harness.model;

import assay.harness.model.RecordedFields.Part;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.results.StopReason;
import assay.scorers.code.sandbox.Language;
import assay.tasks.format.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a recording holds of one sample.
///
/// @param id the sample's id
/// @param numericId whether the file writes the id as a number, so that verdicts can do so too
/// @param outcomes one for each attempt
/// @param bareCode whether the outputs are programs already cut out of their completions
/// @param sample the sample as far as the recording tells: target, options and category, where it
///   has a target
/// @param model the model's name, where the recording states it
/// @param language what the recording calls the language of its programs; another kind of recording
///   may mean a human language
/// @param stated what the recording says of the sample's content, to be held against the data
public record RecordedRow(
    String id,
    boolean numericId,
    List<Outcome> outcomes,
    boolean bareCode,
    Optional<Sample> sample,
    Optional<String> model,
    Optional<String> language,
    Sample stated) {

  public RecordedRow {
    outcomes = List.copyOf(outcomes);
  }

  /// Returns what one row of a file says.
  ///
  /// @throws assay.tasks.DataException if it has no id, or nothing that was generated
  static RecordedRow of(Row row, RecordedFields fields) {
    String idField =
        fields
            .find(row, Part.ID)
            .orElseThrow(
                () ->
                    row.error(
                        "has no id; tried the fields %s. Name it with --fields id=NAME"
                            .formatted(fields.tried(Part.ID))));
    String id = row.label(idField);
    Optional<String> codes =
        fields.findAny(row, Part.OUTPUT, Part.OUTPUTS).isPresent()
            ? Optional.empty()
            : fields.find(row, Part.CODES);
    return new RecordedRow(
        id,
        row.isNumber(idField),
        outcomes(row, fields),
        codes.isPresent(),
        sample(row, fields, id),
        fields.find(row, Part.MODEL).map(row::string),
        fields.find(row, Part.LANGUAGE).map(row::string),
        stated(row, fields, id));
  }

  /// Returns the programming language that the row declares, where it declares one.
  ///
  /// @throws UsageException if it is none of those in which programs are judged
  public Optional<Language> programmingLanguage() {
    return language.map(
        word ->
            Language.declaredBy(word)
                .orElseThrow(
                    () ->
                        new UsageException(
                            "sample %s of the recording: field language says \"%s\"; judged are python, cpp and java"
                                .formatted(id, word))));
  }

  private static List<Outcome> outcomes(Row row, RecordedFields fields) {
    StopReason stop =
        fields
            .find(row, Part.FINISH)
            .map(row::string)
            .map(RecordedRow::stopReason)
            .orElse(StopReason.UNKNOWN);
    Optional<String> single = fields.find(row, Part.OUTPUT);
    if (single.isPresent()) {
      List<String> texts =
          row.isList(single.get()) ? row.strings(single.get()) : List.of(row.string(single.get()));
      return completions(texts, stop);
    }
    Optional<String> several = fields.findAny(row, Part.OUTPUTS, Part.CODES);
    if (several.isPresent()) {
      return completions(row.strings(several.get()), stop);
    }
    Optional<String> present =
        fields.tried(Part.OUTPUT, Part.OUTPUTS, Part.CODES).stream()
            .filter(row::mentions)
            .findFirst();
    if (present.isPresent()) {
      return List.of(
          new Failure(
              Cause.NOT_RECORDED,
              "field \"%s\" of the recording is null".formatted(present.get())));
    }
    throw row.error(
        "has no output; tried the fields %s. Name it with --fields output=NAME"
            .formatted(fields.tried(Part.OUTPUT, Part.OUTPUTS, Part.CODES)));
  }

  private static List<Outcome> completions(List<String> texts, StopReason stop) {
    return texts.stream()
        .<Outcome>map(
            text ->
                new Completion(text, OptionalInt.empty(), OptionalInt.empty(), stop, Duration.ZERO))
        .toList();
  }

  private static StopReason stopReason(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "length", "token_limit", "max_tokens" -> StopReason.TOKEN_LIMIT;
      case "stop", "end_turn", "eos" -> StopReason.STOP;
      default -> StopReason.UNKNOWN;
    };
  }

  private static Optional<Sample> sample(Row row, RecordedFields fields, String id) {
    return fields
        .find(row, Part.TARGET)
        .map(
            name -> {
              String target = row.label(name);
              Map<String, String> facets =
                  fields
                      .find(row, Part.CATEGORY)
                      .map(category -> Map.of("category", row.string(category)))
                      .orElse(Map.of());
              String digest = Digests.ofText("recorded\n" + id + "\n" + target + "\n");
              return new Sample(id, digest, "", target, facets, options(row, fields));
            });
  }

  /// A field that is no text, such as a list of messages, states no question.
  private static Sample stated(Row row, RecordedFields fields, String id) {
    String question =
        fields
            .find(row, Part.QUESTION)
            .map(row::json)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .orElse("");
    String target = fields.find(row, Part.TARGET).map(row::json).map(JsonNode::asText).orElse("");
    boolean texts =
        fields.find(row, Part.OPTIONS).map(row::json).filter(RecordedRow::onlyTexts).isPresent();
    boolean number = fields.find(row, Part.OPTION_COUNT).filter(row::isNumber).isPresent();
    Sample.Extras extras = texts || number ? options(row, fields) : new Sample.Plain();
    return new Sample(id, "", question, target, Map.of(), extras);
  }

  private static boolean onlyTexts(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
  }

  private static Sample.Extras options(Row row, RecordedFields fields) {
    Optional<String> options = fields.find(row, Part.OPTIONS);
    if (options.isPresent()) {
      return new Sample.Choices(row.strings(options.get()));
    }
    // Only the number is known; the letters stand for the options' texts.
    return fields
        .find(row, Part.OPTION_COUNT)
        .<Sample.Extras>map(
            name -> new Sample.Choices(Sample.Choices.letters(Math.toIntExact(row.integer(name)))))
        .orElse(new Sample.Plain());
  }
}
