package assay.harness.model;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightDigestsTest {
  // printf weights | sha256sum
  private static final String OF_WEIGHTS =
      "9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c";
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path folder;
  private final List<Path> read = new ArrayList<>();
  private Path model;
  private Path memory;

  @BeforeEach
  void writeModel() throws IOException {
    model = write("model.gguf", "weights");
    memory = folder.resolve("cache");
  }

  @Test
  void readsAFileOnce() throws IOException {
    assertThat(digests().of(List.of(model))).isEqualTo(OF_WEIGHTS);
    assertThat(digests().of(List.of(model))).isEqualTo(OF_WEIGHTS);
    assertThat(read).containsExactly(model);
  }

  @Test
  void leavesTheModelsFolderAlone() throws IOException {
    digests().of(List.of(model));
    try (Stream<Path> files = Files.list(model.getParent())) {
      assertThat(files).containsExactly(model);
    }
  }

  @Test
  void readsAFileAgainThatHasChanged() throws IOException {
    digests().of(List.of(model));
    write("model.gguf", "WEIGHTS"); // of the same size, with the same time of change
    assertThat(digests().of(List.of(model))).isEqualTo(Digests.ofText("WEIGHTS"));
    assertThat(read).containsExactly(model, model);
  }

  @Test
  void doesNotRememberAFileThatMayStillBeWritten() throws IOException {
    Files.setLastModifiedTime(model, FileTime.from(Instant.now()));
    digests().of(List.of(model));
    digests().of(List.of(model));
    assertThat(read).hasSize(2);
  }

  @Test
  void readsAgainWhenTheMemoryIsDamaged() throws IOException {
    digests().of(List.of(model));
    try (Stream<Path> files = Files.list(memory)) {
      Files.writeString(files.findFirst().orElseThrow(), "nonsense\n");
    }
    assertThat(digests().of(List.of(model))).isEqualTo(OF_WEIGHTS);
  }

  @Test
  void takesSeveralFilesByTheirNames() throws IOException {
    Path first = write("m-00001-of-00002.gguf", "one");
    Path second = write("m-00002-of-00002.gguf", "two");
    String listing =
        Digests.ofText("one")
            + "  m-00001-of-00002.gguf\n"
            + Digests.ofText("two")
            + "  m-00002-of-00002.gguf\n";
    assertThat(digests().of(List.of(second, first))).isEqualTo(Digests.ofText(listing));
  }

  @Test
  void worksWhereNothingCanBeRemembered() throws IOException {
    Files.writeString(memory, "a file where the folder should be");
    assertThat(digests().of(List.of(model))).isEqualTo(OF_WEIGHTS);
  }

  @Test
  void remembersNoSmallFilesForTheUser() throws IOException {
    WeightDigests user =
        WeightDigests.ofUser(Map.of("XDG_CACHE_HOME", folder.resolve("u").toString()));
    assertThat(user.of(List.of(model))).isEqualTo(OF_WEIGHTS);
    assertThat(folder.resolve("u")).doesNotExist();
  }

  /// A new object each time, as in a new run.
  private WeightDigests digests() {
    return new WeightDigests(
        memory,
        0,
        file -> {
          read.add(file);
          return Digests.ofFile(file);
        });
  }

  private Path write(String name, String content) throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    Path file = Files.writeString(models.resolve(name), content);
    return Files.setLastModifiedTime(file, LONG_AGO);
  }
}
