package assay.tasks.padding;

import assay.results.Sample;
import assay.tasks.DataException;
import assay.tasks.Dataset;
import assay.tasks.padding.PaddingMaterial.Kind;
import assay.tasks.padding.PaddingMaterial.Piece;
import java.util.List;
import java.util.stream.Stream;

/// Makes distractors of questions and their reference answers.
///
/// ```
/// Question: Which enzyme unwinds the DNA double helix?
/// Options:
/// A. Ligase
/// B. Helicase
/// Answer: B
/// ```
public final class ShotMaterial {
  private ShotMaterial() {}

  /// Returns the questions of a dataset, all in memory.
  ///
  /// @throws DataException if the data is malformed or a question has no reference answer
  public static PaddingMaterial of(Dataset dataset) {
    try (Stream<Sample> samples = dataset.open()) {
      List<Piece> pieces =
          samples.map(sample -> Piece.of(sample.id(), shot(dataset, sample))).toList();
      if (pieces.isEmpty()) {
        throw DataException.inFile(dataset.source(), "has no question to pad with");
      }
      return new PaddingMaterial(Kind.SHOTS, dataset.source(), dataset.digest(), pieces);
    }
  }

  private static String shot(Dataset dataset, Sample sample) {
    if (sample.target().isBlank()) {
      throw DataException.inFile(
          dataset.source(),
          "sample %s has no reference answer, so it cannot be a shot to pad with; pad with documents"
              .formatted(sample.id()));
    }
    StringBuilder shot = new StringBuilder("Question: ").append(sample.input()).append('\n');
    if (sample.extras() instanceof Sample.Choices choices) {
      shot.append("Options:\n");
      Sample.Choices.lines(choices.options()).forEach(line -> shot.append(line).append('\n'));
    }
    return shot.append("Answer: ").append(sample.target()).toString();
  }
}
