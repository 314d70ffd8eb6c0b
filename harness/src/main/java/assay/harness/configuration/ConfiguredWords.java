package assay.harness.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Words of a command line, completed by a configuration: what the user has given comes first, then
/// the named endpoint, then the defaults.
public final class ConfiguredWords {
  /// Commands that take the options of a run, and so its defaults.
  private static final List<String> RUNS = List.of("run", "plan");

  private static final List<String> NAMING = List.of("--model", "--candidate");
  private static final Map<String, String> EXCLUDING =
      Map.of("cache", "--no-cache", "no-cache", "--cache");

  private final Configuration configuration;

  /// Completes by a configuration.
  public ConfiguredWords(Configuration configuration) {
    this.configuration = configuration;
  }

  /// Returns the words with which a program is called.
  public String[] of(CommandLine program, String... words) {
    List<String> given = List.of(words);
    CommandLine command = program;
    String name = "";
    int at = 0;
    for (; at < given.size(); at++) {
      String word = given.get(at);
      if (command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
        name = word;
      } else if (!word.startsWith("-") || !name.isEmpty()) {
        break;
      }
    }
    int options = given.indexOf("--");
    if (name.equals("submit") && options >= 0) {
      // What stands behind the dashes is a run's.
      command = program.getSubcommands().get("run");
      at = options + 1;
      name = "run";
    }
    List<String> behind = given.subList(at, given.size());
    List<String> all = new ArrayList<>(given.subList(0, at));
    all.addAll(completed(command.getCommandSpec(), behind, RUNS.contains(name)));
    return all.toArray(String[]::new);
  }

  /// Returns the options of a run that are given as one whole, as those of a sweep's variant.
  public String[] ofRun(CommandSpec spec, String... words) {
    return completed(spec, List.of(words), true).toArray(String[]::new);
  }

  private List<String> completed(CommandSpec spec, List<String> given, boolean run) {
    List<String> words = new ArrayList<>();
    Optional<NamedEndpoint> endpoint = Optional.empty();
    for (int i = 0; i < given.size(); i++) {
      String word = given.get(i);
      Optional<NamedEndpoint> named = named(given, i);
      endpoint = named.isPresent() ? named : endpoint;
      words.add(
          named
              .map(found -> word.substring(0, word.indexOf('=') + 1) + found.address())
              .orElse(word));
    }
    List<String> inserted = new ArrayList<>();
    endpoint.ifPresent(found -> insert(inserted, spec, given, found.options()));
    // A plan in place of a run's options has its own.
    boolean defaults = run && given.stream().anyMatch(word -> isOption(word, "--suite"));
    if (defaults) {
      List<String> nearer = new ArrayList<>(given);
      nearer.addAll(inserted);
      insert(inserted, spec, nearer, configuration.defaults().values());
    }
    words.addAll(0, inserted);
    return words;
  }

  /// Returns the endpoint that a word names as the value of an option.
  private Optional<NamedEndpoint> named(List<String> given, int i) {
    String word = given.get(i);
    boolean behind = i > 0 && NAMING.contains(given.get(i - 1));
    boolean joined = NAMING.stream().anyMatch(option -> word.startsWith(option + "="));
    return behind || joined
        ? Optional.ofNullable(
            configuration.endpoints().get(joined ? word.substring(word.indexOf('=') + 1) : word))
        : Optional.empty();
  }

  private static void insert(
      List<String> words, CommandSpec spec, List<String> given, Collection<Entry> entries) {
    for (Entry entry : entries) {
      String option = "--" + entry.option();
      String excluding = EXCLUDING.getOrDefault(entry.option(), option);
      boolean said =
          given.stream().anyMatch(word -> isOption(word, option) || isOption(word, excluding));
      if (spec.findOption(option) != null && !said) {
        words.addAll(entry.words());
      }
    }
  }

  private static boolean isOption(String word, String option) {
    return word.equals(option) || word.startsWith(option + "=");
  }
}
