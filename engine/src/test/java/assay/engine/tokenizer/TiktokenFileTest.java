package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first Qwen's tokenizer, against OpenAI's tiktoken on a small file of ranks.
final class TiktokenFileTest {
  /// Lines of a file, texts, and their ids with and without special tokens.
  private record Small(
      List<String> lines, List<String> texts, List<int[]> plain, List<int[]> special) {}

  private static final Small SMALL = References.read("tiktoken.json", Small.class);

  @TempDir private Path folder;

  @Test
  void encodesAndDecodesLikeTiktoken() throws IOException {
    Files.write(folder.resolve("qwen.tiktoken"), SMALL.lines());
    Tokenizer tokenizer = Tokenizer.fromFolder(folder);
    for (int i = 0; i < SMALL.texts().size(); i++) {
      String text = SMALL.texts().get(i);
      assertThat(tokenizer.encode(text)).as(text).isEqualTo(SMALL.plain().get(i));
      assertThat(tokenizer.encode(text, EncodingOptions.RENDERED))
          .as(text)
          .isEqualTo(SMALL.special().get(i));
      assertThat(tokenizer.decode(SMALL.plain().get(i))).isEqualTo(text);
    }
    int first = SMALL.lines().size();
    assertThat(tokenizer.size()).isEqualTo(first + 208);
    assertThat(tokenizer.vocabulary().specials().eos()).hasValue(first);
    assertThat(tokenizer.vocabulary().specials().eot()).hasValue(first + 2);
  }

  @Test
  void refusesWhatIsNoToken() throws IOException {
    refuses(List.of("IQ== 0", "Ig== 2"), "line 2", "found Ig== 2");
    refuses(List.of("IQ== 0", "IQ== 1"), "line 2", "did not come before");
    refuses(List.of("!! 0"), "line 1", "expected Base64, found !!");
    refuses(List.of("IQ=="), "line 1", "a token in Base64 and the rank 0");
  }

  private void refuses(List<String> lines, String place, String message) throws IOException {
    Files.write(folder.resolve("qwen.tiktoken"), lines);
    assertThatThrownBy(() -> Tokenizer.fromFolder(folder))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("qwen.tiktoken: " + place)
        .hasMessageContaining(message);
  }
}
