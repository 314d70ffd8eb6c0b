package assay.harness;

import assay.results.Comparability;
import assay.results.Convention;
import assay.results.Digests;
import assay.results.ForeignNames;
import assay.results.ForeignNames.Extractor;
import assay.results.GenerationSettings;
import assay.results.OptionRule;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.results.SuiteFacts.HubDataset;
import assay.results.published.PublishedScore.Kind;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.PublishedData;
import assay.tasks.SampleContent;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A benchmark that the program does not know: questions from CSV with four options, which a draw
/// seeded by the question's id puts into an order. This class is all that it takes.
///
/// A row: `id`, `question`, `a` (the right option), `b`, `c`, `d`, `topic`.
final class PermutedChoice implements RowBenchmark {
  static final String SUITE = "permuted-choice";
  static final String ZERO_SHOT = "permuted-choice/plain";
  static final String TWO_SHOT = "permuted-choice/2-shot";

  private static final Convention GUESSED =
      new Convention("failed calls leave, no answer is a guess", true, true);
  private static final List<String> OPTIONS = List.of("a", "b", "c", "d");
  private static final OptionRule CHOICES = OptionRule.upTo(OPTIONS.size());

  private final Optional<PublishedData> published;

  PermutedChoice() {
    this(Optional.empty());
  }

  PermutedChoice(Optional<PublishedData> published) {
    this.published = published;
  }

  @Override
  public Optional<PublishedData> publishedData(Window window) {
    return published;
  }

  @Override
  public String suite() {
    return SUITE;
  }

  @Override
  public String description() {
    return "Questions with four options in a drawn order";
  }

  @Override
  public List<ListedProtocol> protocols() {
    return List.of(
        ListedProtocol.of(ZERO_SHOT, 0, "plain", GUESSED)
            .comparable(Comparability.byShots(Kind.BASE, Kind.INSTRUCT)),
        ListedProtocol.of(TWO_SHOT, 2, "worked", Convention.STRICT)
            .comparable(Comparability.byShots()));
  }

  @Override
  public SuiteFacts facts() {
    ForeignNames names =
        new ForeignNames(
            List.of("permuted"),
            Optional.empty(),
            List.of("permuted"),
            List.of(),
            List.of(new Extractor("last letter", "choice/last-match", false)));
    return SuiteFacts.known(
            names, new HubDataset("org/permuted", Optional.of("hard"), "validation"))
        .withChoices(CHOICES);
  }

  @Override
  public Set<String> fields() {
    return Set.of("id", "question", "a", "b", "c", "d", "topic");
  }

  @Override
  public Set<String> wholeRow() {
    return fields();
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    String id = row.label("id");
    List<String> options = new ArrayList<>(OPTIONS.stream().map(row::string).toList());
    String right = options.getFirst();
    Collections.shuffle(options, new Random(Digests.ofText(id).hashCode()));
    return Optional.of(
        new SampleContent(
            id,
            row.string("question"),
            String.valueOf((char) ('A' + options.indexOf(right))),
            Map.of("topic", row.string("topic")),
            new Sample.Choices(options)));
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return switch (name) {
      case ZERO_SHOT -> new Plain(name, "");
      case TWO_SHOT -> new Plain(name, "1 + 1?\nA. 2\nAnswer: A\n\n2 + 2?\nA. 4\nAnswer: A\n\n");
      default -> throw unknown(name);
    };
  }

  private record Plain(String name, String examples) implements Protocol {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public GenerationSettings settings() {
      return GenerationSettings.greedy(64, List.of());
    }

    @Override
    public Prompt render(Sample sample, Optional<TokenCounter> counter) {
      StringBuilder prompt = new StringBuilder(examples).append(sample.input()).append('\n');
      List<String> options = ((Sample.Choices) sample.extras()).options();
      for (int i = 0; i < options.size(); i++) {
        prompt.append((char) ('A' + i)).append(". ").append(options.get(i)).append('\n');
      }
      return Prompt.user(prompt.append("Answer:").toString());
    }

    @Override
    public List<String> scorers() {
      return List.of("choice/official");
    }
  }
}
