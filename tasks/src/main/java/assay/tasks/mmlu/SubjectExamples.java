package assay.tasks.mmlu;

import assay.tasks.DataException;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The first five questions that the split `dev` has of each subject, with their letters.
record SubjectExamples(String file, String digest, Map<String, List<String>> bySubject) {
  static final int COUNT = 5;

  static SubjectExamples read(RowFile dev) {
    Map<String, List<String>> bySubject = new HashMap<>();
    dev.read(
        Set.of("question", "choices", "answer", MmluQuestion.SUBJECT),
        row ->
            bySubject
                .computeIfAbsent(row.string(MmluQuestion.SUBJECT), _ -> new ArrayList<>())
                .add(example(row)));
    return new SubjectExamples(dev.path().toString(), dev.digest(), bySubject);
  }

  private static String example(Row row) {
    String question =
        MmluQuestion.listed(row.string("question"), row.strings("choices"), Mmlu.ANSWER);
    return question + " " + MmluQuestion.answer(row) + "\n\n";
  }

  /// Returns the examples of a subject as they stand in a prompt.
  String of(String subject) {
    List<String> examples = bySubject.getOrDefault(subject, List.of());
    if (examples.size() < COUNT) {
      throw DataException.inFile(
          file,
          "has %d worked examples for the subject \"%s\"; expected %d. Use the split dev that belongs to the questions"
              .formatted(examples.size(), subject, COUNT));
    }
    return String.join("", examples.subList(0, COUNT));
  }
}
