package assay.results.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import assay.results.published.PublishedScore.Kind;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishedScoresTest {
  private static final String HEADER =
      "model,kind,suite,value,n,shots,prompt,sampling,window,extractor,date,source,note,aggregate,checked\n";
  private static final String SOURCES =
      "key,title,location,secondary,copy\nQ,Announcement,https://example.org/,false,\n";
  private static final PublishedScores BUNDLED = PublishedScores.bundled();

  @Test
  void countsFiguresBySuite() {
    assertThat(
            BUNDLED.all().stream()
                .collect(Collectors.groupingBy(PublishedScore::suite, Collectors.counting())))
        .containsEntry("mmlu-pro", 183L)
        .containsEntry("math", 157L)
        .containsEntry("math-500", 65L)
        .containsEntry("livecodebench", 112L);
  }

  @Test
  void everySuiteHasFiguresOfFiveModelsOrMore() {
    Map<String, Set<String>> models =
        BUNDLED.all().stream()
            .collect(
                Collectors.groupingBy(
                    PublishedScore::suite,
                    Collectors.mapping(PublishedScore::model, Collectors.toSet())));
    assertThat(models)
        .containsKeys(
            "gsm8k",
            "aime-2024",
            "aime-2025",
            "gpqa-diamond",
            "mmlu",
            "mmlu-redux",
            "humaneval-plus",
            "mbpp-plus")
        .allSatisfy((suite, named) -> assertThat(named).as(suite).hasSizeGreaterThanOrEqualTo(5));
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen2.5-72B-Instruct, mmlu-pro, QB25, 71.1",
    "Qwen2.5-72B, mmlu-pro, QB25, 58.1",
    "Qwen2.5-72B, mmlu-pro, V3, 58.3",
    "GPT-4o-2024-05-13, mmlu-pro, MP, 72.55",
    "DeepSeek-R1, math-500, R1, 97.3",
    "DeepSeek-R1-Distill-Qwen-1.5B, livecodebench, LCBP, 16.3",
    "Qwen2.5-Math-72B-Instruct, math, QBM, 92.9",
    "Mixtral-8x7B, mmlu-pro, QB2, 41.0",
    "Llama-3.1-8B-Instruct, gsm8k, L31, 84.5",
    "DeepSeek-R1, aime-2024, R1, 79.8",
    "QwQ-32B, aime-2025, QWQE, 69.5",
    "GPT-5.2, aime-2026, QB35, 96.7",
    "GPT-4o-2024-05-13, gpqa-diamond, SE, 49.9",
  })
  void holdsFiguresAsPrinted(String model, String suite, String source, double percent) {
    assertThat(BUNDLED.of(model, suite))
        .filteredOn(score -> score.provenance().source().key().equals(source))
        .extracting(PublishedScore::percent)
        .contains(percent);
  }

  @Test
  void keepsContradictionsAsSeparateRows() {
    assertThat(BUNDLED.of("Qwen2-72B-Instruct", "math"))
        .extracting(PublishedScore::percent)
        .containsExactly(59.7, 69.0);
    assertThat(BUNDLED.of("Qwen1.5-14B", "math"))
        .extracting(PublishedScore::percent)
        .containsExactly(29.2, 44.3);
  }

  @Test
  void marksWhatWasNotFoundInItsSource() {
    List<PublishedScore> unverified =
        BUNDLED.all().stream().filter(score -> !score.provenance().checked()).toList();
    assertThat(unverified).hasSize(46);
    assertThat(unverified)
        .extracting(score -> score.provenance().source().key())
        .containsOnly("MPO", "QM_T", "QC_T", "LCBP", "LCBS", "L");
    assertThat(BUNDLED.all())
        .filteredOn(score -> score.provenance().checked())
        .allMatch(score -> score.provenance().source().copy().isPresent());
  }

  /// Meta's evaluation details print both averages; the larger one is quoted everywhere.
  @Test
  void keepsAnAverageOverSubjectsApartFromOneOverQuestions() {
    assertThat(BUNDLED.of("meta-llama/Llama-3.1-8B-Instruct", "mmlu-pro"))
        .filteredOn(score -> score.provenance().source().key().equals("L31"))
        .extracting(score -> score.conditions().aggregate().orElse(""), PublishedScore::percent)
        .containsExactly(tuple("macro", 48.3), tuple("micro", 47.0));
  }

  @Test
  void findsAModelByItsOtherNames() {
    assertThat(BUNDLED.of("mistralai/Mixtral-8x7B-v0.1"))
        .isNotEmpty()
        .isEqualTo(BUNDLED.of("Mixtral-8x7B"));
  }

  @Test
  void neverGivesTheToolUseScoreAsMath500() {
    assertThat(BUNDLED.of("Qwen2.5-Math-72B-Instruct", "math-500")).isEmpty();
  }

  @Test
  void marksCopiedFiguresAsSecondary() {
    assertThat(BUNDLED.of("Phi-4"))
        .isNotEmpty()
        .allMatch(score -> score.provenance().source().secondary());
    assertThat(BUNDLED.of("Qwen2.5-7B"))
        .isNotEmpty()
        .noneMatch(score -> score.provenance().source().secondary());
  }

  @Test
  void leavesUnstatedConditionsEmpty() {
    PublishedScore score = BUNDLED.of("Qwen2.5-72B-Instruct", "mmlu-pro").getFirst();
    assertThat(score.kind()).isEqualTo(Kind.INSTRUCT);
    assertThat(score.n()).hasValue(12_032);
    assertThat(score.conditions().shots()).isEmpty();
    assertThat(score.conditions().extractor()).isEmpty();
  }

  @Test
  void findsModelsWhateverTheCase() {
    assertThat(BUNDLED.of("qwen2.5-72b-instruct")).isEqualTo(BUNDLED.of("Qwen2.5-72B-Instruct"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "M,base,mmlu-pro,12,,,,,,,,X,,,yes|source \"X\" is not listed in sources.csv; add it there",
        "M,chat,mmlu-pro,12,,,,,,,,Q,,,yes|kind must be one of base, instruct, found \"chat\"",
        "M,base,,12,,,,,,,,Q,,,yes|suite is empty",
        "M,base,math,120,,,,,,,,Q,,,yes|value must be a percentage, found \"120\"",
        "M,base,math,12,many,,,,,,,Q,,,yes|n must be a whole number, found \"many\"",
        "M,base,math,12,,,,,,,May,Q,,,yes|date must be yyyy-MM-dd or yyyy-MM, found \"May\"",
        ",base,math,12,,,,,,,,Q,,,yes|model is empty",
        "M,base,math,12,,,,,,,,Q,,yes|expected 15 fields, found 14; quote a field that holds a"
            + " comma",
      })
  void refusesMalformedRows(String row, String problem) {
    String good = "M,base,math,11,,,,,,,,Q,,,yes\n";
    assertThatThrownBy(() -> read(HEADER + good + row + "\n"))
        .isInstanceOf(MalformedScoresException.class)
        .hasMessage("published-scores.csv:3: " + problem);
  }

  @Test
  void refusesARepeatedFigure() {
    String row = "M,base,math,11,,,,,,,,Q,,,yes\n";
    assertThatThrownBy(() -> read(HEADER + row + row))
        .hasMessage("published-scores.csv:3: the same figure stands in an earlier row");
  }

  @Test
  void refusesAnotherHeader() {
    assertThatThrownBy(() -> read("model,value\nM,1\n"))
        .hasMessage(
            "published-scores.csv:1: the header must be " + HEADER.strip() + ", found model,value");
  }

  @Test
  void readsAnEmptyRegistry() {
    assertThat(read(HEADER).all()).isEqualTo(List.of());
  }

  private static PublishedScores read(String scores) {
    return PublishedScores.read(new StringReader(scores), new StringReader(SOURCES));
  }
}
