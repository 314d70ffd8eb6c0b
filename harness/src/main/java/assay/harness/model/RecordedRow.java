package assay.harness.model;

import assay.harness.model.RecordedFields.Part;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Sample;
import assay.results.StopReason;
import assay.scorers.code.sandbox.Language;
import assay.tasks.SampleDigest;
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
/// @param sample as far as the recording tells: what it does not state is empty
/// @param keyed whether it states a target, so that it can be scored without the data
/// @param numericId whether the file writes the id as a number, so that verdicts can do so too
/// @param outcomes one for each attempt
/// @param bareCode whether the outputs are programs already cut out of their completions
/// @param model the model's name, where the recording states it
/// @param language what the recording calls the language of its programs; another kind of recording
///   may mean a human language
public record RecordedRow(
    Sample sample,
    boolean keyed,
    boolean numericId,
    List<Outcome> outcomes,
    boolean bareCode,
    Optional<String> model,
    Optional<String> language) {

  public RecordedRow {
    outcomes = List.copyOf(outcomes);
  }

  /// Returns what one row of a file says.
  ///
  /// @throws assay.tasks.DataException if it has no id, or nothing that was generated
  public static RecordedRow of(Row row, RecordedFields fields) {
    String idField =
        fields
            .find(row, Part.ID)
            .orElseThrow(
                () ->
                    row.error(
                        "has no id; tried the fields %s. Name it with --fields id=NAME"
                            .formatted(fields.tried(Part.ID))));
    Optional<String> target = fields.find(row, Part.TARGET);
    return new RecordedRow(
        sample(row, fields, row.label(idField), target.map(row::label)),
        target.isPresent(),
        row.isNumber(idField),
        outcomes(row, fields),
        fields.findAny(row, Part.OUTPUT, Part.OUTPUTS).isEmpty()
            && fields.find(row, Part.CODES).isPresent(),
        fields.find(row, Part.MODEL).map(row::string),
        fields.find(row, Part.LANGUAGE).map(row::string));
  }

  /// Returns the sample's id.
  public String id() {
    return sample.id();
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
                                .formatted(id(), word))));
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

  /// A field that is no text, such as a list of messages, states no question.
  private static Sample sample(Row row, RecordedFields fields, String id, Optional<String> target) {
    Map<String, String> facets =
        target.isEmpty()
            ? Map.of()
            : fields
                .find(row, Part.CATEGORY)
                .map(category -> Map.of("category", row.string(category)))
                .orElse(Map.of());
    String question =
        fields
            .find(row, Part.QUESTION)
            .map(row::json)
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .orElse("");
    return SampleDigest.sample(
        id, question, target.orElse(""), facets, options(row, fields, target.isPresent()));
  }

  /// Where the data has the target, a field of the options' name may hold something else.
  private static Sample.Extras options(Row row, RecordedFields fields, boolean keyed) {
    Optional<String> options =
        fields.find(row, Part.OPTIONS).filter(name -> keyed || onlyTexts(row.json(name)));
    if (options.isPresent()) {
      return new Sample.Choices(row.strings(options.get()));
    }
    // Only the number is known; the letters stand for the options' texts.
    return fields
        .find(row, Part.OPTION_COUNT)
        .filter(name -> keyed || row.isNumber(name))
        .<Sample.Extras>map(
            name -> new Sample.Choices(Sample.Choices.letters(Math.toIntExact(row.integer(name)))))
        .orElse(new Sample.Plain());
  }

  private static boolean onlyTexts(JsonNode node) {
    return node.isArray() && node.valueStream().allMatch(JsonNode::isTextual);
  }
}
