package assay.tasks.aime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.GenerationSettings;
import assay.results.Sample;
import assay.tasks.Demo;
import assay.tasks.SharedData;
import assay.tasks.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AimeTest {
  private static List<Sample> samples(String file) {
    try (Stream<Sample> samples = new Aime(2025).dataset(Demo.request(Demo.file(file))).open()) {
      return samples.toList();
    }
  }

  @Test
  void readsTheRowsOfEveryPublisher() {
    List<Sample> plain = samples("aime/aime.jsonl");
    assertThat(plain).extracting(Sample::id).containsExactly("1", "2", "3", "4", "5");
    assertThat(plain).extracting(Sample::target).containsExactly("016", "36", "024", "11", "28");
    List<Sample> titled = samples("aime/titled.jsonl");
    assertThat(titled)
        .extracting(Sample::input)
        .isEqualTo(plain.stream().map(Sample::input).toList());
    assertThat(titled).extracting(Sample::target).containsExactly("016", "36", "024", "11", "28");
  }

  @Test
  void asksAsOftenAsThePublishersDo() {
    assertThat(settings("boxed-user"))
        .isEqualTo(new GenerationSettings(32768, 0.6, 0.95, 40, 0, List.of(), 64));
    assertThat(settings("boxed-system").attempts()).isEqualTo(64);
    assertThat(settings("simple-evals"))
        .isEqualTo(new GenerationSettings(2048, 0.5, 1, 0, 0, List.of(), 16));
  }

  private static GenerationSettings settings(String protocol) {
    return new Aime(2025)
        .task(SharedData.request(Demo.file("aime/aime.jsonl"), "aime-2025/" + protocol))
        .protocol()
        .settings();
  }

  @Test
  void eachYearHasItsOwnData() {
    assertThat(Stream.of(2024, 2025, 2026).map(year -> new Aime(year).publishedData(Window.ALL)))
        .doesNotHaveDuplicates()
        .allMatch(data -> data.isPresent());
    assertThatThrownBy(() -> new Aime(1983))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no problems of AIME 1983 are known");
  }

  @Test
  void anotherProgramsTasksOfAYearAreKnown() {
    assertThat(new Aime(2025).facts().isTask("aime25")).isTrue();
    assertThat(new Aime(2025).facts().isTask("aime2025")).isTrue();
    assertThat(new Aime(2025).facts().isTask("aime24")).isFalse();
  }
}
