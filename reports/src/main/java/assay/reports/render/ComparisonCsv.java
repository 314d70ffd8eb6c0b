package assay.reports.render;

import assay.reports.RunComparisons;
import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.PairedDifference;
import assay.reports.text.Figures;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/// The comparisons of a report as three CSV files (RFC 4180, lines end with a line feed, shares
/// from -1 to 1).
///
/// **Comparisons**, one row a comparison and one for each value of a facet: `a`, `b`, `suite`,
/// `scorer`, `facet`, `group` (both empty for all samples), `n`, `score_a`, `score_b` (all samples
/// only), `difference` (B - A), `standard_error`, `interval_low`, `interval_high` (95 %),
/// `p_value`, `adjusted_p` (Holm, over all values of all facets), `only_a`, `only_b`, `sentence`.
///
/// **Flips**, one row a sample that changed its verdict: `a`, `b`, `sample`, `verdict` (`lost` or
/// `gained` by B), `cause`, `detail`.
///
/// **Ranking**, one row a run: `ranking` (its number), `run`, `samples`, `score`, `interval_low`,
/// `interval_high` (simultaneous, 95 %), `best_rank`, `worst_rank`, `wins` (samples that it got
/// right and another run did not, as `RUN=COUNT` joined by `;`).
final class ComparisonCsv {
  private static final CSVFormat RFC_4180 =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private ComparisonCsv() {}

  static void comparisons(RunComparisons all, Writer out) throws IOException {
    header(
        out,
        "a,b,suite,scorer,facet,group,n,score_a,score_b,difference,standard_error,interval_low,interval_high,p_value,adjusted_p,only_a,only_b,sentence");
    for (Comparison each : all.comparisons()) {
      List<Object> row = head(each, "", "", each.n(), each.scoreA(), each.scoreB());
      difference(row, each.difference());
      row.addAll(List.of("", each.onlyA(), each.onlyB(), ComparisonSentence.of(each)));
      print(out, row);
      for (GroupDifference group : each.groups()) {
        List<Object> part =
            head(each, group.facet(), group.value(), group.difference().items(), "", "");
        difference(part, group.difference());
        part.addAll(List.of(Figures.exact(group.adjustedP()), "", "", ""));
        print(out, part);
      }
    }
  }

  private static List<Object> head(
      Comparison c, String facet, String group, long n, Object scoreA, Object scoreB) {
    return new ArrayList<>(
        List.of(
            c.a().name(),
            c.b().name(),
            c.a().suite(),
            c.a().scorer(),
            facet,
            group,
            n,
            scoreA,
            scoreB));
  }

  private static void difference(List<Object> row, PairedDifference difference) {
    row.addAll(
        List.of(
            Figures.exact(difference.value()),
            Figures.exact(difference.standardError()),
            Figures.exact(difference.interval().low()),
            Figures.exact(difference.interval().high()),
            Figures.exact(difference.pValue())));
  }

  static void flips(RunComparisons all, Writer out) throws IOException {
    header(out, "a,b,sample,verdict,cause,detail");
    for (Comparison each : all.comparisons()) {
      for (Flip flip : each.flips()) {
        print(
            out,
            List.of(
                each.a().name(),
                each.b().name(),
                flip.id(),
                flip.lost() ? "lost" : "gained",
                flip.cause().label(),
                flip.detail()));
      }
    }
  }

  static void ranking(RunComparisons all, Writer out) throws IOException {
    header(out, "ranking,run,samples,score,interval_low,interval_high,best_rank,worst_rank,wins");
    int number = 1;
    for (Ranking ranking : all.rankings()) {
      for (int i = 0; i < ranking.places().size(); i++) {
        Ranking.Place place = ranking.places().get(i);
        print(
            out,
            List.of(
                number,
                place.name(),
                ranking.samples(),
                Figures.exact(place.score()),
                Figures.exact(place.interval().low()),
                Figures.exact(place.interval().high()),
                place.bestRank(),
                place.worstRank(),
                wins(ranking, i)));
      }
      number++;
    }
  }

  private static String wins(Ranking ranking, int run) {
    List<String> wins = new ArrayList<>();
    for (int other = 0; other < ranking.places().size(); other++) {
      if (other != run) {
        wins.add(ranking.places().get(other).name() + "=" + ranking.wins().get(run).get(other));
      }
    }
    return String.join(";", wins);
  }

  private static void header(Writer out, String columns) throws IOException {
    out.write(columns + "\n");
  }

  private static void print(Writer out, List<?> values) throws IOException {
    RFC_4180.printRecord(out, values.toArray());
  }
}
