package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive, packed of this build's classes, in a clean folder and a clean environment.
final class ArchiveTest {
  private static final Path ROOT = Documents.ROOT;

  @TempDir private static Path folder;
  private static Path home;

  @BeforeAll
  static void pack() throws Exception {
    Path target = Files.createDirectories(folder.resolve("target"));
    libraries(Files.createDirectories(target.resolve("lib")));
    jar(
        Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
        target.resolve("assay-harness-9.9.jar"));
    output(
        folder,
        ROOT.resolve("deploy/archive.sh").toString(),
        target.toString(),
        folder.resolve("out").toString());
    Path clean = Files.createDirectories(folder.resolve("clean"));
    output(clean, "tar", "-xzf", folder.resolve("out/assay-9.9.tar.gz").toString());
    home = clean.resolve("assay-9.9");
  }

  /// Puts there what the build would: the modules, and of the libraries those that have a row.
  private static void libraries(Path lib) throws Exception {
    String rows = Files.readString(ROOT.resolve("deploy/THIRD-PARTY.md"));
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      String artifact = path.getFileName().toString().replaceFirst("-\\d.*", "");
      boolean module = path.getFileName().toString().startsWith("assay-");
      if (Files.isRegularFile(path) && (module || rows.contains(":" + artifact + "` |"))) {
        Files.copy(path, lib.resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      } else if (Files.isDirectory(path) && path.endsWith("classes")) {
        jar(path, lib.resolve("assay-" + number++ + ".jar"));
      }
    }
  }

  /// Runs a program that sees nothing of this build's environment but a Java.
  private static String output(Path place, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(place.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", "/usr/bin:/bin",
                "HOME", folder.resolve("home").toString(),
                "ASSAY_JAVA_HOME", System.getProperty("java.home")));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static String assay(Path place, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(home.resolve("bin/assay").toString()));
    line.addAll(List.of(words));
    return output(place, line.toArray(String[]::new));
  }

  @Test
  void runsWithoutMavenInAFolderOfItsOwn() throws Exception {
    assertThat(assay(folder, "--version")).contains("assay 0.1.0").doesNotContain("building");
    Path starts = folder.resolve("home/.cache/assay/start");
    try (Stream<Path> caches = Files.list(starts)) {
      assertThat(caches.map(file -> file.toString().replaceFirst(".*\\.", "")))
          .as("one recorded start, and nothing half written")
          .containsExactly("aot");
    }
    Path work = Files.createDirectories(folder.resolve("work"));
    String said =
        assay(
            work,
            "run",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/official-local-0shot",
            "--data",
            Suites.questions(work, 4).toString(),
            "--model",
            "recorded:" + Suites.recording(work, 4),
            "--out",
            "mine");
    assertThat(said).contains("100.00");
    assertThat(work.resolve("mine/records.jsonl")).isNotEmptyFile();
  }

  @Test
  void bringsPagesCompletionsAndLicences() throws Exception {
    assertThat(home.resolve("share/man/man1/assay-run.1")).content().startsWith(".TH ");
    assertThat(home.resolve("share/bash-completion/completions/assay"))
        .content()
        .contains("_complete_assay");
    assertThat(home.resolve("share/fish/vendor_completions.d/assay.fish"))
        .content()
        .contains("complete -c assay");
    assertThat(home.resolve("README.md")).hasSameTextualContentAs(ROOT.resolve("README.md"));
    assertThat(folder.resolve("out/assay-9.9.zip")).isNotEmptyFile();
  }

  /// The libraries that the build brings to run with; those of tests have no row.
  @Test
  void everyLibraryHasItsLicenceNamed() throws Exception {
    String rows = Files.readString(ROOT.resolve("deploy/THIRD-PARTY.md"));
    assertThat(
            Files.readString(ROOT.resolve("pom.xml"))
                .replaceFirst("(?s)<!-- Tests only -->.*", "")
                .lines()
                .filter(line -> line.contains("<dependency><groupId>"))
                .filter(line -> !line.contains("<groupId>assay<"))
                .map(
                    line ->
                        line.replaceAll(
                            ".*<groupId>(.*)</groupId><artifactId>(.*)</artifactId>.*", "$1:$2")))
        .isNotEmpty()
        .allSatisfy(library -> assertThat(rows).contains("| `" + library + "` | "));
    assertThat(rows).doesNotContain("| ? |");
  }

  /// An image's program is this archive in another place, with its first start beside it.
  @Test
  void theRecipesOfImagesMakeAProgramOfIt() throws Exception {
    Path opt = Files.createDirectories(folder.resolve("image/opt"));
    Files.createDirectories(folder.resolve("image/usr/local/bin"));
    output(opt, "tar", "-xzf", folder.resolve("out/assay-9.9.tar.gz").toString());
    for (String line : DeployTest.unpacking("Dockerfile")) {
      output(opt, "sh", "-c", line.replaceAll("/(opt|usr|tmp)/", folder + "/image/$1/"));
    }
    Path program = folder.resolve("image/usr/local/bin/assay");
    assertThat(output(folder, program.toString(), "--version")).contains("assay 0.1.0");
    assertThat(opt.resolve("assay/assay.aot")).isNotEmptyFile();
    Path work = Files.createDirectories(folder.resolve("submitted"));
    assertThat(
            output(
                work,
                program.toString(),
                "submit",
                "--slurm",
                "--dry-run",
                "--shards",
                "2",
                "--out",
                "o",
                "--",
                "--suite",
                "mmlu-pro",
                "--protocol",
                "mmlu-pro/official-local-0shot",
                "--data",
                Suites.questions(work, 4).toString(),
                "--model",
                "m.gguf"))
        .as("what tasks start")
        .contains("\n" + opt.toRealPath().resolve("assay/bin/assay") + " run --suite mmlu-pro ");
  }

  private static void jar(Path classes, Path jar) throws IOException {
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
