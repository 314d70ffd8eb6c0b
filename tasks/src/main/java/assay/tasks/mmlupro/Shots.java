package assay.tasks.mmlupro;

import assay.tasks.DataException;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The worked examples of the validation split: five for each category, in file order.
///
/// Underscores in a category's name are read as spaces, because copies of the split write
/// `computer_science` where the questions write `computer science`.
record Shots(String file, String digest, Map<String, List<Shot>> byCategory) {
  static final int PER_CATEGORY = 5;

  /// One worked example; `reasoning` begins with `A: `.
  record Shot(String category, String question, List<String> options, String reasoning) {}

  static Shots read(RowFile file) {
    Map<String, List<Shot>> byCategory = new HashMap<>();
    for (Shot shot :
        file.read(Set.of("category", "question", "options", "cot_content"), Shots::shot)) {
      byCategory.computeIfAbsent(shot.category(), category -> new ArrayList<>()).add(shot);
    }
    return new Shots(file.path().toString(), file.digest(), byCategory);
  }

  private static Shot shot(Row row) {
    return new Shot(
        row.string("category").replace('_', ' '),
        row.string("question"),
        MmluPro.options(row),
        row.string("cot_content"));
  }

  /// Returns the first five examples of a category.
  List<Shot> of(String category) {
    List<Shot> shots = byCategory.getOrDefault(category, List.of());
    if (shots.size() < PER_CATEGORY) {
      throw DataException.inFile(
          file,
          ("has %d worked examples for the category \"%s\"; expected %d. Use the"
                  + " validation split that belongs to the questions")
              .formatted(shots.size(), category, PER_CATEGORY));
    }
    return shots.subList(0, PER_CATEGORY);
  }
}
