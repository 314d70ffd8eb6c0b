package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of each sample is little: commands on as many samples as MMLU-Pro has pass in heaps
/// that were too small for them when they kept more. Nothing is timed.
@Timeout(180)
final class SmallHeapTest {
  private static final int SAMPLES = 12_032;

  @TempDir private Path folder;

  @Test
  void runsOfTwelveThousandSamplesAreComparedAndReportedInSmallHeaps() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    String a = recordedRun(data, "a", 3).toString();
    String b = recordedRun(data, "b", 5).toString();
    inHeap(24, "compare", a, b);
    inHeap(30, "report", a, b, "--out", folder.resolve("report").toString());
    assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
  }

  /// Makes a run of which every n-th answer is wrong.
  private Path recordedRun(Path data, String name, int wrong) throws IOException {
    Path recording = folder.resolve(name + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(recording)) {
      for (int i = 0; i < SAMPLES; i++) {
        out.write(
            "{\"id\": \"%d\", \"output\": \"Item %d is what it is. The answer is (%s).\"}%n"
                .formatted(1000 + i, i, Suites.letter(i % wrong == 0 ? i + 1 : i)));
      }
    }
    Path run = folder.resolve(name);
    List<String> line = Programs.runLine("recorded:" + recording, data, run);
    Commands.Result made = Commands.run(line.toArray(String[]::new));
    assertThat(made.status()).as(made.err()).isZero();
    return run;
  }

  private void inHeap(int mebibytes, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(Programs.command("assay.harness.Main", List.of(arguments)));
    command.addAll(1, List.of("-XX:+UseSerialGC", "-Xmn4m", "-Xmx" + mebibytes + "m"));
    Path log = folder.resolve("log");
    assertThat(Programs.startCommand(log, command).waitFor()).as(Files.readString(log)).isZero();
  }
}
