package assay.tasks.custom;

import assay.results.Convention;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.OptionRule;
import assay.results.Prompt;
import assay.results.ProtocolFacts;
import assay.results.Sample;
import assay.results.SuiteFacts;
import assay.tasks.ListedProtocol;
import assay.tasks.Protocol;
import assay.tasks.SampleContent;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A user's own suite: a data file and a description of it in JSON.
///
/// ```json
/// {
///   "name": "capitals",
///   "prompt": "Which city is the capital of {country}?\n{options}\nAnswer with one letter.",
///   "target": "answer",
///   "choices": "options",
///   "scorer": "choice/official",
///   "maxTokens": 200
/// }
/// ```
///
/// Keys: `name`, `prompt` (a field's value stands for `{field}`, `{{` for a brace; the field of the
/// options becomes lettered lines), `target` (the field with the reference), `scorer` (a scorer's
/// name) and `maxTokens` are required. `description`, `system` (a system message), `raw` (true:
/// text without a chat template), `id` (the field with the identifier; else the line number),
/// `choices` (the field with the list of options; the target is then a letter), `facets` (fields
/// that reports group by), `shots` (how many worked examples the prompt has, for reports and
/// exports; nothing is assumed without it), `temperature` (0), `topP` (1), `attempts` (1), `stop`
/// and `data` (a file beside the description) are not. Any other key is an error. The protocol's
/// version is the beginning of the description's SHA-256.
public final class DescribedSuite implements RowBenchmark {
  private static final OptionRule CHOICES = OptionRule.upTo(10);

  private final Description description;

  private DescribedSuite(Description description) {
    this.description = description;
  }

  /// Returns the suite that a file describes.
  ///
  /// @throws DataException if the file cannot be read, has an unknown key or lacks one
  public static DescribedSuite read(Path file) {
    return new DescribedSuite(Description.read(file));
  }

  /// Returns the data file that the description names, where it names one.
  public Optional<Path> data() {
    return description.data();
  }

  @Override
  public String suite() {
    return description.identity().name();
  }

  @Override
  public String description() {
    return description.identity().description();
  }

  @Override
  public SuiteFacts facts() {
    return description.fields().choices().isPresent()
        ? SuiteFacts.UNKNOWN.withChoices(CHOICES)
        : SuiteFacts.UNKNOWN;
  }

  @Override
  public List<ListedProtocol> protocols() {
    String name = suite() + "/described";
    return List.of(
        new ListedProtocol(
            name, new ProtocolFacts(description.identity().shots(), name, Convention.STRICT)));
  }

  @Override
  public Protocol protocol(String name, TaskRequest request) {
    return new DescribedProtocol(name, description);
  }

  @Override
  public Optional<SampleContent> content(Row row, Window window) {
    return Optional.of(described(row));
  }

  @Override
  public Set<String> fields() {
    Description.FieldNames named = description.fields();
    Set<String> fields = new HashSet<>(description.wording().prompt().fields());
    named.id().ifPresent(fields::add);
    named.choices().ifPresent(fields::add);
    fields.add(named.target());
    fields.addAll(named.facets());
    return fields;
  }

  private SampleContent described(Row row) {
    Description.FieldNames named = description.fields();
    List<String> options = named.choices().map(row::strings).orElse(List.of());
    Map<String, String> facets = new LinkedHashMap<>();
    named.facets().forEach(facet -> facets.put(facet, row.label(facet)));
    return new SampleContent(
        named.id().map(row::label).orElseGet(() -> Long.toString(row.line())),
        prompt(row, options),
        named.choices().isPresent() ? letter(row, options) : row.textOrInteger(named.target()),
        facets,
        named.choices().isPresent() ? new Sample.Choices(options) : new Sample.Plain());
  }

  private String prompt(Row row, List<String> options) {
    return description
        .wording()
        .prompt()
        .fill(
            field ->
                description.fields().choices().filter(field::equals).isPresent()
                    ? String.join("\n", Sample.Choices.lines(options))
                    : row.textOrInteger(field));
  }

  private String letter(Row row, List<String> options) {
    String field = description.fields().target();
    String letter = row.string(field);
    row.require(description.fields().choices().orElseThrow(), CHOICES.fault(options));
    row.require(field, OptionRule.fault(letter, options));
    return letter;
  }

  /// The protocol of a described suite: the sample's input is the filled prompt.
  private record DescribedProtocol(String name, Description description) implements Protocol {
    @Override
    public String version() {
      return description.identity().version();
    }

    @Override
    public GenerationSettings settings() {
      return description.settings();
    }

    @Override
    public Prompt render(Sample sample, Optional<TokenCounter> counter) {
      if (description.wording().raw()) {
        return new Prompt.Text(sample.input());
      }
      Message user = new Message("user", sample.input());
      return description
          .wording()
          .system()
          .<Prompt>map(system -> new Prompt.Chat(List.of(new Message("system", system), user)))
          .orElseGet(() -> new Prompt.Chat(List.of(user)));
    }

    @Override
    public List<String> scorers() {
      return List.of(description.scorer());
    }
  }
}
