package assay.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.DataPlaces;
import assay.results.Machine;
import assay.results.ModelFacts;
import assay.results.Padding;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.results.SuiteFacts;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A manifest of format 1, as the program at 0accc81 wrote it for a variant of a sweep: a suite of
/// one's own over two data files, with padded prompts.
final class FirstManifestTest {
  private static final Path WRITTEN =
      Path.of("src/test/resources/assay/results/store/first-format.json");

  @TempDir private Path folder;

  private RunManifest read(String manifest) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), manifest);
    return RunDirectory.open(folder).manifest();
  }

  @Test
  void wordsByNameBecomeFacts() throws IOException {
    RunManifest manifest = read(Files.readString(WRITTEN));
    assertThat(manifest.format()).isEqualTo(1);
    assertThat(manifest.protocol().padding())
        .contains(new Padding(300, "shots", 1, 0, 6, "the model's tokenizer"));
    assertThat(manifest.circumstances().coordinates().labels())
        .containsExactly(Map.entry("pad-to", "300"), Map.entry("rope", "linear 2"));
    assertThat(manifest.circumstances().places())
        .isEqualTo(
            new DataPlaces(
                Optional.of(Path.of("capitals.json")),
                List.of(Path.of("first.jsonl"), Path.of("second.jsonl")),
                Optional.empty()));
    assertThat(manifest.circumstances().host().machine())
        .contains(new Machine("Linux", "amd64", 2, 6028));
    ModelFacts.Engine engine = (ModelFacts.Engine) manifest.model().facts();
    assertThat(engine.size().parameters()).isEqualTo(OptionalLong.of(299_456));
    assertThat(engine.ropeScaling()).contains("linear, factor 2.0");
    assertThat(manifest.dataset().window()).isEqualTo("all");
    assertThat(manifest.dataset().facts()).isEqualTo(SuiteFacts.UNKNOWN);
    assertThat(manifest.protocol().facts()).isEqualTo(ProtocolFacts.unknown("capitals/described"));
  }

  @ParameterizedTest
  @CsvSource({
    "padTo, '', a whole number",
    "padTo, 300 tokens, a whole number",
    "padPosition, end, a number",
    "padSeed, 1.5, a whole number",
    "padPieces, '', a whole number"
  })
  void aNumberThatIsNoneIsNamed(String field, String text, String expected) throws IOException {
    ObjectNode manifest = (ObjectNode) JsonText.parse(Files.readString(WRITTEN));
    ((ObjectNode) manifest.at("/protocol/padding")).put(field, text);
    assertThatThrownBy(() -> read(manifest.toString()))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(
            "field \"protocol.padding.%s\" must be %s, found \"%s\""
                .formatted(field, expected, text));
  }

  @Test
  void aNumberThatIsMissingIsNamed() throws IOException {
    ObjectNode manifest = (ObjectNode) JsonText.parse(Files.readString(WRITTEN));
    ((ObjectNode) manifest.at("/protocol/padding")).remove("padTo");
    assertThatThrownBy(() -> read(manifest.toString()))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("field \"protocol.padding.padTo\" is missing");
  }

  @Test
  void isWrittenInTheCurrentFormat() throws IOException {
    RunManifest first = read(Files.readString(WRITTEN));
    RunManifest again = ManifestCodec.read(ManifestCodec.write(first));
    assertThat(again.format()).isEqualTo(RunManifest.CURRENT_FORMAT);
    assertThat(again.protocol()).isEqualTo(first.protocol());
    assertThat(again.circumstances()).isEqualTo(first.circumstances());
    assertThat(again.model()).isEqualTo(first.model());
  }
}
