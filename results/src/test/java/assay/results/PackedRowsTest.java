package assay.results;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.RunManifest.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PackedRowsTest {
  @Test
  void rowsComeOutAsTheyWentIn() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(new Row("id " + i, i > 600 && i % 7 == 0 ? "" : Digests.ofText("row " + i)));
    }
    rows.add(new Row("half a pair \ud800 and 日本", "\udc00"));
    assertThat(PackedRows.of(rows)).isEqualTo(rows).hasSameHashCodeAs(rows).hasSize(1_001);
    assertThat(PackedRows.of(rows).subList(200, 700)).isEqualTo(rows.subList(200, 700));
  }

  @Test
  void whatIsPackedIsNotPackedAgain() {
    PackedRows packed = PackedRows.of(List.of(new Row("1", "abc")));
    assertThat(PackedRows.of(packed)).isSameAs(packed);
    assertThat(PackedRows.of(List.of())).isEmpty();
  }
}
