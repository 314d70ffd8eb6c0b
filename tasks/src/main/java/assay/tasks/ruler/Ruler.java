package assay.tasks.ruler;

import assay.results.Convention;
import assay.results.Facets;
import assay.results.ForeignNames;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.tasks.ListedProtocol;
import assay.tasks.MadeData;
import assay.tasks.MadeRequest;
import assay.tasks.Protocol;
import assay.tasks.SampleContent;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// RULER: what a model finds, traces and counts in contexts of a wanted length.
/// - Paper: Hsieh et al., "RULER: What's the Real Context Size of Your Long-Context Language
///   Models?", arXiv 2404.06654.
/// - Data: made by the tokenizer of the model that is asked. [RulerItems] (`assay data make ruler`)
///   makes eleven of the thirteen tasks of the project's own words and essay; files of the original
///   scripts (Apache-2.0) are read likewise, with all thirteen.
/// - Prompts: [NVIDIA/RULER at
///   c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
///   `scripts/data/synthetic/constants.py`, `scripts/pred/call_api.py`,
///   `scripts/eval/synthetic/constants.py`; greedy, with 128 tokens for needles, 30 for variables,
///   120 for common and 50 for frequent words, 32 for documents.
///
/// A row has `input`, which ends with the question, `answer_prefix`, the beginning of the answer,
/// and `outputs`, what the answer has to have in it. The score of a sample is the share of them
/// that its answer has; of questions over documents any one is enough.
///
/// An item: "One of the special magic numbers for calm-harbor is: 4031526." among other sentences,
/// "What is the special magic number for calm-harbor mentioned in the provided text?", target
/// `4031526`.
///
/// The beginning of the answer stands behind the chat template (`prefilled`, as for the open models
/// of the paper), at the end of the message (`message`, as the script's client of OpenAI's sends
/// it) or of raw text (`completion`, as for base models).
///
/// Deviations of made items: the words and the essay are the project's own ([Material]).
public final class Ruler implements RowBenchmark {
  private static final String PREFILLED = "ruler/prefilled";
  private static final String MESSAGE = "ruler/message";
  private static final String COMPLETION = "ruler/completion";
  private static final String TASK = "task";
  private static final String MADE_LENGTH = "max_seq_length";
  private static final Convention CONVENTION =
      new Convention("mean of the shares of the targets that answers have in them", false, false);

  /// Creates the benchmark.
  public Ruler() {}

  @Override
  public String suite() {
    return "ruler";
  }

  @Override
  public String description() {
    return "Needles, variables and word counts in generated contexts of 1k to 128k tokens";
  }

  @Override
  public SuiteFacts facts() {
    ForeignNames names =
        new ForeignNames(
            List.of("ruler"), Optional.empty(), List.of(suite()), List.of(), List.of());
    return new SuiteFacts(false, Optional.empty(), Optional.of(names), Optional.empty());
  }

  @Override
  public Optional<MadeData> madeData(MadeRequest request) {
    return Optional.of(RulerItems.of(request));
  }

  @Override
  public List<ListedProtocol> protocols() {
    // Figures are published by length, over thirteen tasks, so a run's own is held against none.
    return List.of(
        ListedProtocol.of(PREFILLED, 0, "prefilled", CONVENTION),
        ListedProtocol.of(MESSAGE, 0, "message", CONVENTION),
        ListedProtocol.of(COMPLETION, 0, "completion", CONVENTION));
  }

  @Override
  public Set<String> fields() {
    return Set.of("index", TASK, MADE_LENGTH, "input", "outputs", "answer_prefix");
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new RulerProtocol(
        name,
        switch (name) {
          case MESSAGE -> RulerProtocol.Form.MESSAGE;
          case COMPLETION -> RulerProtocol.Form.TEXT;
          default -> RulerProtocol.Form.PREFILLED;
        });
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    RulerTask task = taskOf(row);
    String text = row.string("input") + row.string("answer_prefix");
    try {
      task.family().openingOf(text);
    } catch (IllegalArgumentException e) {
      throw row.error("answer_prefix", e.getMessage());
    }
    List<String> targets = row.alternatives("outputs");
    if (targets.stream().anyMatch(String::isBlank)) {
      throw row.error(
          "outputs", "has an empty text, which every answer has in it. Correct the row");
    }
    Map<String, String> facets = new LinkedHashMap<>();
    length(row).ifPresent(length -> facets.put(Facets.CONTEXT, length));
    facets.put(TASK, task.label());
    // The script for needles has the place of the answer in the field `index`.
    String number = row.has(TASK) ? row.label("index") : Long.toString(row.line() - 1);
    return Optional.of(
        new SampleContent(
            String.join("/", facets.values()) + "/" + number,
            text,
            String.join("\n", targets),
            facets,
            new Sample.Targets(targets, task.family() == Family.DOCUMENTS)));
  }

  /// Returns the task of a sample.
  static RulerTask task(Sample sample) {
    return RulerTask.named(sample.facets().get(TASK)).orElseThrow();
  }

  /// Files of the original scripts say by their folder which task they are of, as in
  /// `4096/data/niah_single_1/validation.jsonl`.
  private static RulerTask taskOf(Row row) {
    String label =
        row.optionalString(TASK).or(() -> folder(row, 1)).orElse("the folder of the file");
    return RulerTask.named(label)
        .orElseThrow(
            () ->
                row.error(
                    "no task of RULER: \"%s\"; a row says its task in the field \"task\", or the"
                            .formatted(label)
                        + " file lies in a folder of its task, such as niah_single_1"));
  }

  private static Optional<String> length(Row row) {
    if (!row.has(MADE_LENGTH)) {
      return folder(row, 3).filter(name -> name.matches("[0-9]{1,9}"));
    }
    long length = row.integer(MADE_LENGTH);
    if (length < 1) {
      throw row.error(MADE_LENGTH, "is %d; expected tokens, at least 1".formatted(length));
    }
    return Optional.of(Long.toString(length));
  }

  private static Optional<String> folder(Row row, int up) {
    Path file = Path.of(row.file()).toAbsolutePath();
    int name = file.getNameCount() - 1 - up;
    return name < 0 ? Optional.empty() : Optional.of(file.getName(name).toString());
  }
}
