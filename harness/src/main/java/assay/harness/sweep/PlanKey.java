package assay.harness.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a plan may say: the reader and the schema take its keys from here.
enum PlanKey {
  SCHEMA("$schema", "Where the schema of this file is, for editors; not read."),
  BASE(
      "base",
      "Options of assay run that all variants share, such as suite, data, limit, prices and how the"
          + " engine computes."),
  MODELS("models", "The models to compare: the axis \"model\", which stands before all others."),
  AXES(
      "axes",
      "What varies, and its levels. An axis that is named as an option may list its values; any"
          + " other lists objects with a label and the options that they set. Every combination is"
          + " a variant; the first level is the one that others are compared with."),
  REPEATS(
      "repeats",
      "How often each variant is run, by the axis \"repeat\". The first is the variant as it is;"
          + " each further one begins its random sequence 1000 later, so greedy answers are the"
          + " same ones."),
  ORDER(
      "order",
      "The order of work: axes from the one that changes least often, such as [model, pad-to]."
          + " Without it, variants that want the same open model follow each other."),
  EXCLUDE("exclude", "Combinations that are not run: label by axis.");

  private final String word;
  private final String description;

  PlanKey(String word, String description) {
    this.word = word;
    this.description = description;
  }

  String word() {
    return word;
  }

  String description() {
    return description;
  }

  static Optional<PlanKey> of(String word) {
    return Arrays.stream(values()).filter(key -> key.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(PlanKey::word).toList();
  }
}
