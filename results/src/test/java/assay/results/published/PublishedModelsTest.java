package assay.results.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishedModelsTest {
  private static final PublishedModels BUNDLED = PublishedModels.bundled();
  private static final String HEADER = String.join(",", PublishedModels.COLUMNS) + "\n";

  @TempDir private Path folder;

  /// The totals are those that the models' pages and weight indexes give (`total_size` of
  /// `model.safetensors.index.json` divided by the bytes of a weight).
  @ParameterizedTest
  @CsvSource({
    "Llama-2-7b-hf, 6738415616",
    "Llama-2-13b-hf, 13015864320",
    "Llama-2-70b-hf, 68976648192",
    "Meta-Llama-3-8B, 8030261248",
    "Meta-Llama-3-70B, 70553706496",
    "Llama-3.1-405B, 405853388800",
    "Mistral-7B-v0.1, 7241732096",
    "Mixtral-8x7B-v0.1, 46702792704",
    "Mixtral-8x22B-v0.1, 140620634112",
    "Qwen1.5-7B, 7721324544",
    "Qwen1.5-110B, 111209914368",
    "Qwen1.5-MoE-A2.7B, 14315784192",
    "Qwen2.5-0.5B, 494032768",
    "Qwen2.5-1.5B, 1543714304",
    "Qwen2.5-3B, 3085938688",
    "Qwen2.5-7B, 7615616512",
    "Qwen2.5-14B, 14770033664",
    "Qwen2.5-32B, 32763876352",
    "Qwen2.5-72B, 72706203648",
    "Qwen3-8B, 8190735360",
    "Qwen3-32B, 32762123264",
    "Qwen3-30B-A3B, 30532122624",
    "Qwen3-235B-A22B, 235093634560",
    "deepseek-moe-16b-base, 16375728128",
    "DeepSeek-V2-Lite, 15706484224",
    "DeepSeek-V2, 235741434880",
    "DeepSeek-V3, 671026419200",
    "Phi-3-mini-4k-instruct, 3821079552",
    "gemma-2-2b, 2614341888",
    "gemma-2-9b, 9241705984",
    "gemma-2-27b, 27227128320",
    "Llama-2-70b, 68976648192"
  })
  void computesThePublishedTotal(String model, long parameters) {
    assertThat(BUNDLED.of(model).orElseThrow().parameters()).hasValue(parameters);
  }

  /// Totals in billions as the publishers' pages print them (Qwen2's announcement, Qwen1.5's and
  /// Phi-4's cards, Qwen3's report).
  @ParameterizedTest
  @CsvSource({
    "Qwen2-0.5B, 0.49",
    "Qwen2-1.5B, 1.54",
    "Qwen2-7B-Instruct, 7.62",
    "Qwen2-57B-A14B, 57.41",
    "Qwen2-72B-Instruct, 72.71",
    "Qwen1.5-14B, 14.2",
    "Qwen1.5-32B, 32.5",
    "Qwen1.5-72B-Chat, 72.3",
    "Qwen3-0.6B-Base, 0.6",
    "Qwen3-4B, 4.0",
    "Qwen3-14B, 14.8",
    "Phi-4, 14.7",
    "Phi-4-mini-instruct, 3.8",
    "DeepSeek-V3-Base, 671"
  })
  void computesThePrintedTotal(String model, double billions) {
    long total = BUNDLED.of(model).orElseThrow().parameters().orElseThrow();
    assertThat(total / 1e9).isCloseTo(billions, within(0.06));
  }

  @Test
  void findsAModelByAnyOfItsNames() {
    assertThat(BUNDLED.of("mixtral-8x7B")).isEqualTo(BUNDLED.of("Mixtral-8x7B-v0.1"));
    assertThat(BUNDLED.names("meta-llama/Llama-2-7b-hf"))
        .containsExactly("meta-llama/Llama-2-7b-hf", "Llama-2-7b-hf", "Llama-2-7b");
    assertThat(BUNDLED.names("of nobody")).containsExactly("of nobody");
  }

  @Test
  void saysWhatWasNotFoundInAPrimarySource() {
    assertThat(BUNDLED.of("Qwen2-72B").orElseThrow().check().caution()).isEmpty();
    assertThat(BUNDLED.of("Qwen1.5-110B").orElseThrow().check().caution().orElseThrow())
        .startsWith("unverified (layers and FFN width");
    assertThat(BUNDLED.of("deepseek-moe-16b-base").orElseThrow().check().caution().orElseThrow())
        .startsWith("unverified in part (FFN width, vocabulary and heads");
    assertThat(BUNDLED.of("o1-mini").orElseThrow().cutoff().orElseThrow().source())
        .endsWith(", unverified");
    assertThat(BUNDLED.of("Llama-3.1-8B").orElseThrow().cutoff().orElseThrow().source())
        .doesNotContain("unverified");
    assertThat(BUNDLED.all())
        .allSatisfy(
            each ->
                assertThat(each.card().check())
                    .matches(
                        check ->
                            check.state() == FactCheck.State.UNVERIFIED
                                || !check.against().isEmpty()));
  }

  /// Active parameters in billions as the publishers round them.
  @ParameterizedTest
  @CsvSource({
    "Mixtral-8x7B-v0.1, 12.9",
    "Mixtral-8x22B-v0.1, 39",
    "Qwen1.5-MoE-A2.7B, 2.7",
    "Qwen2-57B-A14B, 14",
    "Qwen3-30B-A3B, 3.3",
    "Qwen3-235B-A22B, 22",
    "deepseek-moe-16b-base, 2.8",
    "DeepSeek-V2, 21",
    "DeepSeek-V3, 37"
  })
  void computesThePublishedActiveParameters(String model, double billions) {
    long active = BUNDLED.of(model).orElseThrow().activeParameters().orElseThrow();
    assertThat(active / 1e9).isCloseTo(billions, within(0.6));
  }

  /// By hand: Llama-2-70B keeps 80 layers of 2 x 8 heads x 128 numbers of two bytes, DeepSeek-V2 60
  /// of 512 + 64 (its paper: 0.07 of what the 67B model before it keeps).
  @ParameterizedTest
  @CsvSource({
    "Llama-2-70b-hf, 327680, 10737418240",
    "Mixtral-8x7B-v0.1, 131072, 4294967296",
    "Mistral-7B-v0.1, 131072, 536870912",
    "DeepSeek-V2, 69120, 2264924160",
    "gemma-2-9b, 344064, 6341787648"
  })
  void knowsHowTheCacheGrows(String model, long perToken, long at32k) {
    CacheShape cache = BUNDLED.of(model).orElseThrow().cache().orElseThrow();
    assertThat(cache.bytesPerToken()).isEqualTo(perToken);
    assertThat(cache.bytes(32_768)).isEqualTo(at32k);
  }

  /// Two bytes for each active weight but those of the embedding, of which one row is read.
  @Test
  void readsOneRowOfAnEmbeddingThatIsNotTied() {
    ModelCard mistral = BUNDLED.of("Mistral-7B-v0.1").orElseThrow();
    assertThat(mistral.weightBytesPerToken()).hasValue(2L * (7_241_732_096L - 31_999L * 4096));
    ModelCard tied = BUNDLED.of("Qwen2.5-0.5B").orElseThrow();
    assertThat(tied.weightBytesPerToken()).hasValue(2L * 494_032_768);
  }

  @Test
  void isSilentOnWhatNoSourceStates() {
    assertThat(BUNDLED.of("DeepSeek-V3").orElseThrow().weightBytesPerToken()).isEmpty();
    assertThat(BUNDLED.of("Mixtral-8x7B-v0.1").orElseThrow().cutoff()).isEmpty();
    assertThat(BUNDLED.of("o1-mini").orElseThrow().sized()).isFalse();
    assertThat(BUNDLED.of("Mistral-7B")).as("of which version is not said").isEmpty();
  }

  @Test
  void countsTheMonthOfACutoffAsKnown() {
    assertThat(BUNDLED.of("o1-mini").orElseThrow().cutoff().orElseThrow().lastDay())
        .isEqualTo(LocalDate.of(2023, 10, 31));
  }

  @Test
  void findsAModelWhateverItsCaseAndOrganisation() {
    assertThat(BUNDLED.of("mistralai/mixtral-8x7b-V0.1")).isPresent();
  }

  @Test
  void readsTheFactsThatAUserWroteDown() throws IOException {
    Path file = folder.resolve("models.csv");
    Files.writeString(file, HEADER + "mine,7000000000,2000000000,,1024,2024-05-17,my own\n");
    ModelCard facts = PublishedModels.read(file).before(BUNDLED).of("Mine").orElseThrow();
    assertThat(facts.activeParameters()).hasValue(2_000_000_000L);
    assertThat(facts.weightBytesPerToken()).isEmpty();
    assertThat(facts.cache()).contains(CacheShape.growing(1024));
    assertThat(facts.cutoff()).contains(new Cutoff(LocalDate.of(2024, 5, 17), "my own"));
  }

  @Test
  void refusesImpossibleAndRepeatedRows() throws IOException {
    Path file = folder.resolve("models.csv");
    Files.writeString(file, HEADER + "mine,5,6,,,,s\n");
    assertThatThrownBy(() -> PublishedModels.read(file))
        .isInstanceOf(MalformedScoresException.class)
        .hasMessage(file + ":2: active_parameters 6 are more than parameters 5");
    Files.writeString(file, HEADER + "mine,5,5,,,,s\nMINE,6,6,,,,s\n");
    assertThatThrownBy(() -> PublishedModels.read(file))
        .hasMessage(file + ":3: model \"MINE\" is listed twice");
    Files.writeString(file, HEADER + "mine,5,5,,,May 2024,s\n");
    assertThatThrownBy(() -> PublishedModels.read(file))
        .hasMessage(file + ":2: a cutoff must be yyyy-MM-dd or yyyy-MM, found \"May 2024\"");
  }
}
