package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.Documents.Mention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents name in code font exists: types and their members, packages, commands and
/// their flags, files.
final class DocumentsTest {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:([a-z]+(?:\\.[a-z]+)*)\\.)?([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)"
              + "(?:[.#]([A-Za-z_]\\w*))?(?:\\(.*\\))?");
  private static final Pattern PACKAGE = Pattern.compile("(assay(?:\\.[a-z]+)+)");
  private static final Pattern SHORT_PACKAGE =
      Pattern.compile("(?:engine|scorers|tasks|reports|harness|results)(?:\\.[a-z]+)+");
  private static final Pattern PATH = Pattern.compile("[\\w.-]+(?:/[\\w.-]+)+/?");
  private static final Pattern FILE =
      Pattern.compile("[\\w./-]+\\.(?:java|py|sh|md|yml|xml|css|js)");

  /// Names of other programs, and words in code font that name nothing of ours.
  private static final Set<String> FOREIGN =
      Set.of(
          "--add-modules jdk.incubator.vector",
          "Precompiled",
          "BertNormalizer",
          "UnicodeScripts",
          "LlamaTokenizer",
          "DecompressionStream",
          "Host",
          "UnicodeEncodeError",
          "evaluate_from_local.py",
          "evaluate_from_api.py",
          "evaluate_from_apiX.py",
          "compute_accuracy.py",
          "Main.java");

  private final KnownNames names = new KnownNames();

  DocumentsTest() throws IOException {}

  @Test
  void everyNameInCodeFontExists() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : Documents.files()) {
      for (Mention mention : Documents.mentions(file, Files.readString(file))) {
        problem(mention)
            .ifPresent(
                words ->
                    problems.add(
                        "%s: `%s`: %s"
                            .formatted(Documents.ROOT.relativize(file), mention.text(), words)));
      }
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path file : Documents.files()) {
      for (String link : Documents.links(Files.readString(file))) {
        links++;
        if (!Files.exists(file.resolveSibling(link))) {
          dead.add(Documents.ROOT.relativize(file) + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).isGreaterThan(30);
    assertThat(Documents.links("[a](b.md#part) ![c](d.png) [e](https://f)"))
        .containsExactly("b.md", "d.png");
  }

  @Test
  void wrongNamesAreFound() {
    String document =
        """
        `RunDirectories` and `Score.Wrongly`, `Runner#nothing`, `store.RunPlan`, in `assay.reportz` or
        `engine.kernel`, told by `assay runs`, `assay run --modell x` and `--resumed`; see
        `tools/interchange/none.py`.

            ./assay score --suites mmlu-pro
        """;
    List<String> found =
        Documents.mentions(Documents.ROOT.resolve("README.md"), document).stream()
            .filter(mention -> problem(mention).isPresent())
            .map(Mention::text)
            .toList();
    assertThat(found)
        .containsExactly(
            "RunDirectories",
            "Score.Wrongly",
            "Runner#nothing",
            "store.RunPlan",
            "assay.reportz",
            "engine.kernel",
            "assay runs",
            "assay run --modell x",
            "--resumed",
            "tools/interchange/none.py",
            "./assay score --suites mmlu-pro");
  }

  @Test
  void namesThatExistAreNot() {
    String document =
        """
        `RunDirectory`, `Score.NotMeasured`, `Score#verdict`, `store.RunDirectory`, `assay.results.text`,
        `engine.kernels`, `assay engine tokens --budget 8`, `--resume`, `tools/interchange/README.md`
        """;
    assertThat(Documents.mentions(Documents.ROOT.resolve("README.md"), document))
        .hasSize(9)
        .allMatch(mention -> problem(mention).isEmpty());
  }

  @Test
  void noForeignNameIsListedWithoutNeed() throws IOException {
    Set<String> unused = new TreeSet<>(FOREIGN);
    for (Path file : Documents.files()) {
      Documents.mentions(file, Files.readString(file)).forEach(each -> unused.remove(each.text()));
    }
    assertThat(unused).isEmpty();
  }

  private Optional<String> problem(Mention mention) {
    String text = mention.text();
    if (FOREIGN.contains(text)) {
      return Optional.empty();
    }
    if (text.matches("(\\./)?assay( .*)?")) {
      return names.wrongCommand(text);
    }
    if (text.matches("--[a-z].*")) {
      String flag = text.replaceFirst("[ =].*", "");
      return missing(names.flag(flag), "no command has this flag");
    }
    if (PACKAGE.matcher(text).matches() || SHORT_PACKAGE.matcher(text).matches()) {
      return missing(names.packageEndingIn(text), "there is no such package");
    }
    if ((PATH.matcher(text).matches() && looksLikeOurs(mention)) || FILE.matcher(text).matches()) {
      return missing(exists(mention), "there is no such file");
    }
    Matcher type = TYPE.matcher(text);
    return type.matches() ? type(type) : Optional.empty();
  }

  private Optional<String> type(Matcher type) {
    String name = type.group(2);
    if (type.group(1) != null) {
      return missing(names.typeIn(type.group(1), name), "there is no such type in that package");
    }
    if (!names.type(name)) {
      return Optional.of("there is no such type");
    }
    return type.group(3) == null
        ? Optional.empty()
        : missing(names.member(name, type.group(3)), "the type has no such member");
  }

  private static Optional<String> missing(boolean there, String words) {
    return there ? Optional.empty() : Optional.of(words);
  }

  /// A path begins with a folder of the repository, or of the document's own module.
  private static boolean looksLikeOurs(Mention mention) {
    String first = mention.text().replaceFirst("/.*", "");
    return !first.equals("runs")
        && (Files.isDirectory(Documents.ROOT.resolve(first)) || first.equals("src"));
  }

  private static boolean exists(Mention mention) {
    Path folder = mention.file().getParent();
    return Files.exists(Documents.ROOT.resolve(mention.text()))
        || Files.exists(folder.resolve(mention.text()))
        || anywhere(folder, mention.text())
        || anywhere(Documents.ROOT.resolve("tools"), mention.text());
  }

  /// A file may be named without its folder.
  private static boolean anywhere(Path folder, String name) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.endsWith(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
