package assay.tasks.math500;

import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Protocol;
import assay.tasks.TokenCounter;
import assay.tasks.format.RowFile;
import assay.tasks.wording.BoxedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The prompt of Qwen's base models: four worked examples and the problem as raw text.
///
/// The text ends with `Answer:` without a space, as Qwen's script strips it.
record FourShot(String name, String examples, String digest) implements Protocol {
  private static final int SHOTS = 4;
  private static final int MAX_NEW_TOKENS = 2048;
  private static final String SEPARATOR = "\n\n\n";

  static FourShot read(String name, RowFile file) {
    List<String> examples =
        file.read(
            Set.of("problem", "solution"),
            row -> example(row.string("problem"), row.string("solution")));
    if (examples.size() != SHOTS) {
      throw DataException.inFile(
          file.path().toString(),
          "has %d worked examples; expected %d. Use a file with four rows of problem and solution"
              .formatted(examples.size(), SHOTS));
    }
    return new FourShot(name, String.join(SEPARATOR, examples), file.digest());
  }

  private static String example(String problem, String solution) {
    return "Question: " + problem + "\nAnswer: " + solution;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public GenerationSettings settings() {
    List<String> stop = new ArrayList<>(BoxedAnswer.STOP);
    stop.add("\n\nQuestion:");
    return GenerationSettings.greedy(MAX_NEW_TOKENS, stop);
  }

  @Override
  public Prompt render(Sample sample, Optional<TokenCounter> counter) {
    return new Prompt.Text(examples + SEPARATOR + "Question: " + sample.input() + "\nAnswer:");
  }

  @Override
  public Map<String, String> materials() {
    return Map.of("shots", digest);
  }

  @Override
  public List<String> scorers() {
    return List.of("math/sound", "math/hendrycks+qwen-extraction");
  }
}
