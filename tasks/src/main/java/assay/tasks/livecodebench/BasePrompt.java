package assay.tasks.livecodebench;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Protocol;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import assay.tasks.format.ShotsFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The runner's prompt for base models: one worked example and the problem as raw text.
///
/// There is one example for problems with starter code and one for the others: the first row of a
/// file whose name contains `few_shot_func` and of one whose name contains `few_shot_stdin`, in the
/// folder that the request names as shots or else beside the data. Their fields are `question`,
/// `answer` and, in the first, `sample_code`, as in the runner's own two files.
///
/// A base model continues with the program itself, so the whole completion is judged.
record BasePrompt(
    String name,
    GenerationSettings settings,
    String functionExample,
    String stdinExample,
    Map<String, String> materials)
    implements Protocol {
  private static final String FUNCTION_FILE = "few_shot_func";
  private static final String STDIN_FILE = "few_shot_stdin";

  static BasePrompt read(String name, GenerationSettings settings, TaskRequest request) {
    if (request.shots().filter(Files::isRegularFile).isPresent()) {
      throw DataException.inFile(
          request.shots().get().toString(),
          ("is a file; expected the folder with the two files %s.json and"
                  + " %s.json. Name it with --shots FOLDER")
              .formatted(FUNCTION_FILE, STDIN_FILE));
    }
    RowFile function = ShotsFile.find(request, FUNCTION_FILE, name);
    RowFile stdin = ShotsFile.find(request, STDIN_FILE, name);
    return new BasePrompt(
        name,
        settings,
        example(function, row -> block(row.string("question"), row.string("sample_code"))),
        example(stdin, row -> block(row.string("question"), "")),
        Map.of(FUNCTION_FILE, function.digest(), STDIN_FILE, stdin.digest()));
  }

  private static String example(RowFile file, Function<Row, String> block) {
    List<String> examples =
        file.read(
            Set.of("question", "sample_code", "answer"),
            row -> block.apply(row) + row.string("answer") + "\n\n");
    if (examples.isEmpty()) {
      throw DataException.inFile(
          file.path().toString(),
          "has no worked example; expected at least one. Fetch the file again");
    }
    return examples.getFirst();
  }

  private static String block(String question, String starterCode) {
    return "### Question\n"
        + question
        + (starterCode.isEmpty() ? "" : "\n\n### Starter Code\n" + starterCode)
        + "\n\n### Answer\n\n";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    String starter = Wording.problem(sample).starterCode();
    String example = starter.isEmpty() ? stdinExample : functionExample;
    return new Prompt.Text(example + block(sample.input(), starter));
  }

  @Override
  public List<String> scorers() {
    return List.of("code/official+whole-completion", "code/real+whole-completion");
  }
}
