package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.JsonElement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small `tokenizer.json` files, each of other parts, against the ids that Hugging Face's library
/// makes with them; `tools/tokenizers` wrote both.
class TokenizerJsonTest {

  /// A text with its ids, once with special tokens read and added, once without.
  private record Case(String text, List<Integer> rendered, List<Integer> plain) {}

  static Path folder() throws URISyntaxException {
    URI json = Objects.requireNonNull(TokenizerJsonTest.class.getResource("json")).toURI();
    return Path.of(json);
  }

  static Stream<String> names() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".expected.json"))
          .map(name -> name.replace(".expected.json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Tokenizer read(String name) throws IOException, URISyntaxException {
    JsonElement file = JsonElement.read(folder().resolve(name + ".json"));
    return TokenizerJson.read(file, TokenizerConfig.read(folder().resolve("none")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void encodesAsHuggingFaceDoes(String name) throws IOException, URISyntaxException {
    Tokenizer tokenizer = read(name);
    Case[] cases = References.read("json/" + name + ".expected.json", Case[].class);
    assertThat(cases).hasSizeGreaterThan(30);
    for (Case each : cases) {
      assertThat(tokenizer.encode(each.text(), new EncodingOptions(true, true)))
          .as("%s, rendered: %s", name, each.text())
          .containsExactly(each.rendered().stream().mapToInt(id -> id).toArray());
      assertThat(tokenizer.encode(each.text()))
          .as("%s, plain: %s", name, each.text())
          .containsExactly(each.plain().stream().mapToInt(id -> id).toArray());
    }
  }

  /// Without the texts with an added token that is no ASCII: the library reads its letters in the
  /// alphabet of bytes, and so shows "\uFFFDn\uFFFDcode" for "\u00DCn\u00EFcode".
  @ParameterizedTest
  @MethodSource("names")
  void decodesAsHuggingFaceDoes(String name) throws IOException, URISyntaxException {
    Tokenizer tokenizer = read(name);
    Case[] cases = References.read("json/" + name + ".expected.json", Case[].class);
    String[] decoded = References.read("json/" + name + ".decoded.json", String[].class);
    assertThat(decoded).hasSameSizeAs(cases);
    int compared = 0;
    for (int i = 0; i < cases.length; i++) {
      if (cases[i].plain().stream().anyMatch(id -> isOddAddedToken(tokenizer, id))) {
        continue;
      }
      compared++;
      assertThat(tokenizer.decode(ids(cases[i])))
          .as("%s, %s", name, cases[i].plain())
          .isEqualTo(decoded[i]);
    }
    assertThat(compared).isGreaterThan(30);
  }

  private static boolean isOddAddedToken(Tokenizer tokenizer, int id) {
    return tokenizer.vocabulary().kinds().get(id) == TokenKind.USER_DEFINED
        && tokenizer.vocabulary().tokens().get(id).chars().anyMatch(letter -> letter > 0x7F);
  }

  @ParameterizedTest
  @MethodSource("names")
  void streamsTheWholeTextInWholeCharacters(String name) throws IOException, URISyntaxException {
    Tokenizer tokenizer = read(name);
    for (Case each : References.read("json/" + name + ".expected.json", Case[].class)) {
      assertThat(RoundTripTest.streamed(tokenizer, ids(each)))
          .as("%s, %s", name, each.plain())
          .isEqualTo(tokenizer.continuation(ids(each)));
    }
  }

  private static int[] ids(Case each) {
    return each.plain().stream().mapToInt(id -> id).toArray();
  }
}
