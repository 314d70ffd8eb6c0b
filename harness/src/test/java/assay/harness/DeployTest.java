package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes of images, as far as they can be held without building one.
final class DeployTest {
  private static final Path ROOT = Documents.ROOT;
  private static final String HOME = "/opt/assay/";

  @TempDir private Path folder;

  /// What a recipe copies from the repository, and from the stage that built.
  private record Copied(List<String> sources, List<String> built) {}

  private static Copied dockerfile() throws IOException {
    Copied copied = new Copied(new ArrayList<>(), new ArrayList<>());
    for (String line : Files.readAllLines(ROOT.resolve("deploy/Dockerfile"))) {
      List<String> words = List.of(line.split(" ", -1));
      if (line.startsWith("COPY --from=build ")) {
        assertThat(words).hasSize(4);
        assertThat(words.get(2)).isEqualTo(HOME + words.get(3));
        copied.built().add(words.get(3));
      } else if (line.startsWith("COPY ")) {
        copied.sources().addAll(words.subList(1, words.size() - 1));
      }
    }
    return copied;
  }

  private static Copied definition() throws IOException {
    Copied copied = new Copied(new ArrayList<>(), new ArrayList<>());
    String section = "";
    for (String line : Files.readAllLines(ROOT.resolve("deploy/assay.def"))) {
      section = line.startsWith("%") ? line : section;
      List<String> words = List.of(line.strip().split(" ", -1));
      if (line.startsWith("    ") && section.equals("%files")) {
        assertThat(words.get(1)).isEqualTo(HOME + words.get(0));
        copied.sources().add(words.get(0));
      } else if (line.startsWith("    ") && section.equals("%files from build")) {
        assertThat(words.get(1)).isEqualTo(words.get(0));
        copied.built().add(words.get(0).substring(HOME.length()));
      }
    }
    return copied;
  }

  @Test
  void bothRecipesCopyTheSameAndAllOfIt() throws IOException {
    assertThat(definition()).isEqualTo(dockerfile());
    List<String> wanted = new ArrayList<>(List.of("assay", "pom.xml"));
    Matcher modules =
        Pattern.compile("<module>(.*)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));
    modules.results().forEach(module -> wanted.add(module.group(1)));
    assertThat(dockerfile().sources()).containsExactlyElementsOf(wanted);
    assertThat(wanted).allMatch(name -> Files.exists(ROOT.resolve(name)));
  }

  /// What the build would leave is put together of this build's classes and libraries.
  @Test
  void theLauncherRunsInAFolderOfWhatIsCopied() throws Exception {
    Path home = Files.createDirectories(folder.resolve("opt/assay"));
    for (String path : dockerfile().built()) {
      Path file = home.resolve(path);
      Files.createDirectories(file.getParent());
      switch (file.getFileName().toString()) {
        case "assay" -> Files.copy(ROOT.resolve("assay"), file);
        case "lib" -> libraries(Files.createDirectories(file));
        case "assay.built", "assay.aot" -> Files.createFile(file);
        default ->
            jar(
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
                file);
      }
    }
    assertThat(launched(home, "--version")).contains("assay 0.1.0").doesNotContain("building");
    String[] submit = {
      "submit", "--slurm", "--dry-run", "--shards", "2", "--out", "o", "--", "--suite", "mmlu-pro"
    };
    List<String> line = new ArrayList<>(List.of(submit));
    line.addAll(List.of("--data", Suites.questions(folder, 4).toString()));
    line.addAll(List.of("--protocol", "mmlu-pro/official-local-0shot", "--model", "m.gguf"));
    assertThat(launched(home, line.toArray(String[]::new)))
        .as("what tasks start")
        .contains("\n" + home.toRealPath().resolve("assay") + " run --suite mmlu-pro ");
  }

  /// What hadolint asks of a recipe: DL3006 and DL3007 (a tag that is not latest), DL3009 and
  /// DL3015 (no lists and no recommendations of apt), DL3000 (whole paths), DL3020 (COPY, not ADD),
  /// DL3025 (words, not a shell's line).
  @Test
  void theDockerfileKeepsTheRulesOfItsLinter() throws IOException {
    String text = Files.readString(ROOT.resolve("deploy/Dockerfile")).replace("\\\n", " ");
    List<String> lines =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    assertThat(lines)
        .allSatisfy(
            line -> {
              switch (line.substring(0, line.indexOf(' '))) {
                case "FROM" ->
                    assertThat(line).matches("FROM [a-z-]+:(?!latest)[\\w.-]+(?: AS [a-z]+)?");
                case "RUN" -> {
                  if (line.contains("apt-get install")) {
                    assertThat(line)
                        .contains("-y --no-install-recommends", "rm -rf /var/lib/apt/lists/*");
                  }
                }
                case "WORKDIR" -> assertThat(line).startsWith("WORKDIR /");
                case "ENTRYPOINT" -> assertThat(line).startsWith("ENTRYPOINT [\"");
                default -> assertThat(line).startsWith("COPY ");
              }
            });
  }

  private static String launched(Path home, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(home.resolve("assay").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder launcher = new ProcessBuilder(words).redirectErrorStream(true);
    launcher.environment().put("ASSAY_JAVA_HOME", System.getProperty("java.home"));
    // Nothing is built in an image: there is no Maven.
    launcher.environment().put("PATH", "/usr/bin:/bin");
    Process process = launcher.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static void libraries(Path lib) throws IOException {
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      Path copy = lib.resolve(number++ + "-" + path.getFileName() + ".jar");
      if (Files.isRegularFile(path)) {
        Files.copy(path, copy);
      } else if (Files.isDirectory(path) && path.endsWith("classes")) {
        jar(path, copy);
      }
    }
  }

  static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
  }
}
