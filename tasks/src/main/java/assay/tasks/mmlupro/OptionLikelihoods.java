package assay.tasks.mmlupro;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Sample.Choices;
import assay.tasks.DataException;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Questions whose options the model is asked how likely it finds, which base models can be asked
/// too; nothing is written.
///
/// Source: EleutherAI, lm-evaluation-harness 0.4.13, `lm_eval/tasks/leaderboard/mmlu_pro` with its
/// `utils.py`, and for the joins `ConfigurableTask.fewshot_context` in `lm_eval/api/task.py`.
/// Deviation: options that are the text `N/A` are dropped, as everywhere in MMLU-Pro here, while
/// that task lists those that a revision of the data still has.
///
/// @param examples worked ones before each question; none where only the question is shown
/// @param lettered whether the options are listed and their letters are what may follow, or the
///   options themselves are
record OptionLikelihoods(String name, Optional<Examples> examples, boolean lettered)
    implements Protocol {

  /// The protocol of the Open LLM Leaderboard 2: the first five examples of the validation split,
  /// whatever their category, and letters.
  static OptionLikelihoods leaderboard(String name, RowFile validation) {
    return new OptionLikelihoods(name, Optional.of(Examples.read(validation)), true);
  }

  /// The question alone and its options as what may follow, as that harness asks ARC.
  static OptionLikelihoods cloze(String name) {
    return new OptionLikelihoods(name, Optional.empty(), false);
  }

  /// The examples as they stand before each question.
  record Examples(String text, String digest) {
    private static final int COUNT = 5;

    static Examples read(RowFile file) {
      List<String> shown = file.read(Set.of("question", "options", "answer"), Examples::shown);
      if (shown.size() < COUNT) {
        throw DataException.inFile(
            file.path().toString(),
            "has %d worked examples; expected at least %d".formatted(shown.size(), COUNT));
      }
      return new Examples(String.join("", shown.subList(0, COUNT)), file.digest());
    }

    private static String shown(Row row) {
      return listed(row.string("question"), MmluPro.options(row))
          + " "
          + row.string("answer")
          + "\n\n";
    }
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    return GenerationSettings.greedy(1, List.of());
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    List<String> options = MmluPro.options(sample);
    String before = examples.map(Examples::text).orElse("");
    return lettered
        ? continued(before + listed(sample.input(), options), Choices.letters(options.size()))
        : continued(before + "Question: " + sample.input() + "\nAnswer:", options);
  }

  private static String listed(String question, List<String> options) {
    List<String> lines = new ArrayList<>();
    lines.add(question);
    lines.addAll(Choices.lines(options));
    lines.add("Answer:");
    return String.join("\n", lines);
  }

  private static Prompt continued(String text, List<String> options) {
    return new Prompt.Continuations(text, options.stream().map(option -> " " + option).toList());
  }

  @Override
  public Map<String, String> materials() {
    return examples.map(all -> Map.of("shots", all.digest())).orElse(Map.of());
  }

  @Override
  public List<String> scorers() {
    return lettered
        ? List.of("likelihood/acc")
        : List.of("likelihood/acc-norm", "likelihood/acc", "likelihood/acc-bytes");
  }
}
