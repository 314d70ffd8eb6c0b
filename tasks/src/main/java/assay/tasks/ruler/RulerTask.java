package assay.tasks.ruler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The thirteen tasks of RULER, of which the last two ask about documents that are downloads.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/synthetic.yaml`.
public enum RulerTask {
  /// One number among repeated sentences.
  NIAH_SINGLE_1(Family.NEEDLES),
  /// One number in an essay.
  NIAH_SINGLE_2(Family.NEEDLES),
  /// One UUID in an essay.
  NIAH_SINGLE_3(Family.NEEDLES),
  /// One of four numbers in an essay.
  NIAH_MULTIKEY_1(Family.NEEDLES),
  /// One number among nothing but others.
  NIAH_MULTIKEY_2(Family.NEEDLES),
  /// One UUID among nothing but others.
  NIAH_MULTIKEY_3(Family.NEEDLES),
  /// Four numbers under one name.
  NIAH_MULTIVALUE(Family.NEEDLES),
  /// Four numbers under four names.
  NIAH_MULTIQUERY(Family.NEEDLES),
  /// Variable tracking.
  VT(Family.VARIABLES),
  /// Common words extraction.
  CWE(Family.COMMON_WORDS),
  /// Frequent words extraction.
  FWE(Family.FREQUENT_WORDS),
  /// Questions of SQuAD.
  QA_1(Family.DOCUMENTS),
  /// Questions of HotpotQA.
  QA_2(Family.DOCUMENTS);

  private final Family family;

  RulerTask(Family family) {
    this.family = family;
  }

  /// Returns the name as the recipe has it, such as `niah_single_1`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the task of that name.
  public static Optional<RulerTask> named(String label) {
    return Arrays.stream(values()).filter(task -> task.label().equals(label)).findFirst();
  }

  /// Returns the tasks of which items can be made without a download.
  public static List<RulerTask> made() {
    return Arrays.stream(values()).filter(task -> task.family != Family.DOCUMENTS).toList();
  }

  Family family() {
    return family;
  }

  /// Returns what makes its items, one after the other, as the recipe's script does.
  ///
  /// @throws IllegalArgumentException if its items ask about documents
  ItemMaker maker(Making making) {
    return switch (this) {
      case NIAH_SINGLE_1 -> new Needles(Needles.Form.noise(), making);
      case NIAH_SINGLE_2 -> new Needles(Needles.Form.essay(), making);
      case NIAH_SINGLE_3 -> new Needles(Needles.Form.essay().valuesOf(Needles.Kind.UUIDS), making);
      case NIAH_MULTIKEY_1 -> new Needles(Needles.Form.essay().keys(4), making);
      case NIAH_MULTIKEY_2 ->
          new Needles(Needles.Form.needles(Needles.Kind.WORDS, Needles.Kind.NUMBERS), making);
      case NIAH_MULTIKEY_3 ->
          new Needles(Needles.Form.needles(Needles.Kind.UUIDS, Needles.Kind.UUIDS), making);
      case NIAH_MULTIVALUE -> new Needles(Needles.Form.essay().values(4), making);
      case NIAH_MULTIQUERY -> new Needles(Needles.Form.essay().queries(4), making);
      case VT -> new Variables(making);
      case CWE -> new CommonWords(making);
      case FWE -> new FrequentWords(making);
      case QA_1, QA_2 ->
          throw new IllegalArgumentException(
              "asks about the paragraphs of SQuAD or HotpotQA, which are downloads; make its items"
                  + " with RULER's own script and name the file with --data");
    };
  }
}
