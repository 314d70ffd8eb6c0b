package assay.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.text.VisibleText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChartNamesTest {
  @Test
  void shortNamesStay() {
    assertThat(ChartNames.of(List.of("law", "math", "a\nb"))).containsExactly("law", "math", "a b");
  }

  @Test
  void longNamesKeepBothEnds() {
    List<String> cut =
        ChartNames.of(
            List.of(
                "monday/qwen2.5-72b-instruct_mmlu-pro_1a2b3c4d",
                "monday/qwen2.5-72b-instruct_mmlu-pro_9f8e7d6c",
                "tuesday/qwen2.5-72b-instruct_mmlu-pro_1a2b3c4d"));
    assertThat(cut).doesNotHaveDuplicates().allMatch(name -> name.length() == 30);
    assertThat(cut.getFirst()).startsWith("monday/qwen").endsWith("1a2b3c4d").contains("…");
  }

  @Test
  void namesThatDifferInTheirMiddleAloneAreNumbered() {
    String ends = "x".repeat(30);
    List<String> cut = ChartNames.of(List.of(ends + "a" + ends, "short", ends + "b" + ends));
    assertThat(cut.get(0)).startsWith("1: xxx");
    assertThat(cut.get(2)).startsWith("3: xxx");
    assertThat(cut).doesNotHaveDuplicates();
  }

  @Test
  void halvesOfAPairAreNotParted() {
    String cut = ChartNames.cut("\uD83D\uDE00".repeat(40));
    assertThat(cut.codePoints().filter(VisibleText::hidden).count()).isZero();
    assertThat(cut.codePointCount(0, cut.length())).isEqualTo(30);
  }
}
