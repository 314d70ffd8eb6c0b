package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RunNamesTest {
  @Test
  void folderNamesAreEnoughWhereTheyDiffer() {
    assertThat(names("/runs/first", "/elsewhere/second")).containsExactly("first", "second");
    assertThat(names("/runs/only/")).containsExactly("only");
  }

  @Test
  void keepsWhatTellsFoldersOfOneNameApart() {
    assertThat(names("/x/a/run", "/x/b/run", "/x/c/other"))
        .containsExactly("a/run", "b/run", "other");
    assertThat(names("/2024/qwen/mmlu", "/2025/qwen/mmlu"))
        .containsExactly("2024/qwen/mmlu", "2025/qwen/mmlu");
  }

  @Test
  void aPathThatEndsAnotherIsNamedFromItsRoot() {
    assertThat(names("/b/run", "/a/b/run")).containsExactly("/b/run", "a/b/run");
  }

  @Test
  void spellingsOfOneFolderAreTheSame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names("/runs/a", "/runs/b/../a"))
        .withMessage("the run /runs/a is named twice");
  }

  @Test
  void aFolderMayBeHeldAgainstItself() {
    Path run = Path.of("/runs/a");
    assertThat(RunNames.among(run, List.of(run, run))).isEqualTo("a");
    assertThat(RunNames.among(run, List.of(run, Path.of("/old/a")))).isEqualTo("runs/a");
  }

  @Test
  void namesAreDistinctAndDoNotDependOnTheOrder() {
    long seed = 20261125;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Path> paths =
          new ArrayList<>(new HashSet<>(Stream.generate(() -> path(random)).limit(6).toList()));
      List<String> names = RunNames.of(paths);
      assertThat(names).as("seed %d", seed).doesNotHaveDuplicates();
      for (int i = 0; i < paths.size(); i++) {
        assertThat(paths.get(i).toString()).endsWith(names.get(i));
      }
      List<Path> reversed = paths.reversed();
      assertThat(RunNames.of(reversed).reversed()).isEqualTo(names);
    }
  }

  private static Path path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
      path.append('/').append((char) ('a' + random.nextInt(2)));
    }
    return Path.of(path.toString());
  }

  private static List<String> names(String... paths) {
    return RunNames.of(Stream.of(paths).map(Path::of).toList());
  }
}
