package assay.harness.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The models of `tools/zoo` are those that their cards describe, and small.
final class ZooTest {
  private static final Path MODELS = Path.of("src/main/resources/assay/harness/demo/models");
  private static final Path CARDS = Path.of("../tools/zoo/cards");
  private static final Pattern FILE = Pattern.compile("`(\\S+\\.gguf)` \\| SHA-256 `(\\w{64})`");

  @Test
  void everyModelIsTheOneThatItsCardDescribes() throws Exception {
    Map<String, String> described = new TreeMap<>();
    for (Path card : list(CARDS)) {
      for (MatchResult file : FILE.matcher(Files.readString(card)).results().toList()) {
        described.put(file.group(1), file.group(2));
      }
    }
    Map<String, String> found = new TreeMap<>();
    for (Path model : list(MODELS)) {
      found.put(model.getFileName().toString(), digest(model));
    }
    assertThat(found).isEqualTo(described).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void eachIsSmallAndSoAreAllTogether() throws IOException {
    long all = 0;
    for (Path model : list(MODELS)) {
      assertThat(Files.size(model)).as(model.toString()).isLessThan(4_000_000);
      all += Files.size(model);
    }
    assertThat(all).isLessThan(25_000_000);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
