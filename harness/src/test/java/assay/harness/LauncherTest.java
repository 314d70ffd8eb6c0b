package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// With which Java the script `assay` starts a command: who computes with a model needs vectors and
/// both compilers, and everybody else should be small. The script lies in an unpacked archive whose
/// Java only says with what it was started.
final class LauncherTest {
  private static final String VECTORS = "--add-modules jdk.incubator.vector";
  private static final String LIGHT = "-XX:TieredStopAtLevel=1";

  /// Those that have no option for the engine's threads, because a plan, a stored run or the
  /// program itself says how it computes.
  private static final Set<String> WITHOUT_THREADS = Set.of("demo", "sweep", "engine kernels");

  @TempDir private static Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("assay");
    Files.copy(Documents.ROOT.resolve("assay"), program);
    Files.createFile(Files.createDirectories(folder.resolve("lib")).resolve("assay-harness.jar"));
    Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$*\"\n");
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (Path file : List.of(program, java)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path checkpoint = Files.createDirectories(folder.resolve("checkpoint"));
    Files.writeString(checkpoint.resolve("config.json"), "{}");
    Path computed = Files.createDirectories(folder.resolve("computed"));
    Files.writeString(computed.resolve("manifest.json"), "{\n  \"kind\" : \"engine\"\n}\n");
  }

  static Stream<String> computing() {
    return HelpTest.commands().filter(LauncherTest::computes);
  }

  private static boolean computes(String path) {
    CommandLine command = command();
    for (String word : path.isEmpty() ? new String[0] : path.split(" ", -1)) {
      command = command.getSubcommands().get(word);
    }
    return WITHOUT_THREADS.contains(path)
        || command.getCommandSpec().optionsMap().containsKey("--threads");
  }

  private static CommandLine command() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return AssayCommand.commandLine(new Console(nowhere, nowhere, false, false), Commands.CATALOG);
  }

  @ParameterizedTest(name = "assay {0}")
  @MethodSource("computing")
  void whatComputesWithAModelHasVectorsAndBothCompilers(String path) throws Exception {
    String run = path.equals("retry") ? " computed" : "";
    String pilot = path.equals("plan") ? " --pilot 20" : "";
    for (String model : List.of(" --model m.gguf", " --model checkpoint", " --model=hf:org/tiny")) {
      assertThat(started(path + model + run + pilot)).contains(VECTORS).doesNotContain(LIGHT);
    }
  }

  static Stream<String> others() {
    return HelpTest.commands().filter(path -> !computes(path) && !path.startsWith("engine"));
  }

  @ParameterizedTest(name = "assay {0}")
  @MethodSource("others")
  void whatComputesNothingIsSmall(String path) throws Exception {
    assertThat(started(path + " --json runs/a runs/b")).contains(LIGHT).doesNotContain(VECTORS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --suite mmlu-pro --model http://127.0.0.1:8080/v1#tiny",
        "run --suite mmlu-pro --model recorded:answers.jsonl",
        "run --help",
        "serve --help",
        "retry runs/asked",
        "regress --baseline runs/a --candidate runs/b",
        "plan --suite mmlu-pro --model m.gguf",
      })
  void whatAsksElsewhereIsSmallToo(String line) throws Exception {
    assertThat(started(line)).contains(LIGHT).doesNotContain(VECTORS);
  }

  private static String started(String line) throws Exception {
    List<String> words = new ArrayList<>(List.of(folder.resolve("bin/assay").toString()));
    words.addAll(List.of(line.strip().split(" ", -1)));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().remove("ASSAY_JAVA_OPTS");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
