package assay.tasks.ruler;

import assay.results.Digests;
import assay.tasks.MadeData;
import assay.tasks.MadeRequest;
import assay.tasks.TokenCounter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Which items are made. Equal demands with the same tokenizer make the same file, byte for byte.
///
/// Each task at each length starts its own sequence of random numbers from the seed and takes the
/// steps of the recipe's script, so that the items are the script's own, but for the texts that
/// stand in for others' ([Material]).
///
/// @param tasks each once, none of which asks about documents
/// @param lengths in tokens of prompt and answer together, each once
/// @param perTask items of each task at each length; the recipe has 500
/// @param seed the recipe's is 42
/// @param reserved tokens of each length that a chat template takes; the recipe's
///   `model_template_token`
public record RulerItems(
    List<RulerTask> tasks, List<Integer> lengths, int perTask, long seed, int reserved)
    implements MadeData {
  /// The recipe's seed.
  public static final long SEED = 42;

  /// Items of each task at each length in the recipe.
  public static final int PER_TASK = 500;

  /// The longest context that is made, beyond that of any model of 2026; a text and its tokens have
  /// to fit into memory.
  private static final int LONGEST = 1 << 24;

  public RulerItems {
    tasks = List.copyOf(tasks);
    lengths = List.copyOf(lengths);
    if (perTask < 1 || reserved < 0 || lengths.stream().anyMatch(length -> length < 1)) {
      throw new IllegalArgumentException(
          "no items: %d of each task at lengths %s, %d tokens reserved"
              .formatted(perTask, lengths, reserved));
    }
  }

  /// Returns what a user asks for.
  ///
  /// @throws IllegalArgumentException if no length is named, one that is not made, or a task that
  ///   is none of RULER
  static RulerItems of(MadeRequest request) {
    if (request.lengths().isEmpty()) {
      throw new IllegalArgumentException(
          "--lengths is missing: the items of ruler are made for context lengths, such as --lengths"
              + " 4096,8192; or name a file of items with --data");
    }
    for (int length : request.lengths()) {
      if (length < 1 || length > LONGEST) {
        throw new IllegalArgumentException(
            "--lengths %d: expected 1 to %d tokens".formatted(length, LONGEST));
      }
    }
    return new RulerItems(
        request.kinds().isEmpty()
            ? RulerTask.made()
            : request.kinds().stream().map(RulerItems::task).distinct().toList(),
        request.lengths().stream().distinct().toList(),
        request.each().orElse(PER_TASK),
        request.seed().orElse(SEED),
        request.reserved());
  }

  private static RulerTask task(String label) {
    return RulerTask.named(label)
        .filter(RulerTask.made()::contains)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--tasks %s: expected some of %s%s"
                        .formatted(
                            label,
                            String.join(", ", labels(RulerTask.made())),
                            RulerTask.named(label).isPresent()
                                ? "; it asks about the paragraphs of SQuAD or HotpotQA, which are"
                                    + " downloads: make its items with RULER's own script and name"
                                    + " the file with --data"
                                : "")));
  }

  private static List<String> labels(List<RulerTask> tasks) {
    return tasks.stream().map(RulerTask::label).toList();
  }

  @Override
  public String name() {
    String settled = Digests.ofText(options() + "\n" + Material.digest());
    return "ruler-%s-%s"
        .formatted(
            lengths.stream().map(String::valueOf).collect(Collectors.joining("_")),
            settled.substring(0, 8));
  }

  @Override
  public String options() {
    return "--lengths %s --tasks %s --per-task %d --data-seed %d --reserve %d"
        .formatted(
            lengths.stream().map(String::valueOf).collect(Collectors.joining(",")),
            String.join(",", labels(tasks)),
            perTask,
            seed,
            reserved);
  }

  /// Writes the items as JSON lines: the fields of the recipe's own files, and `task`,
  /// `max_seq_length`, `seed`, `tokenizer` and `texts`, which say how they were made.
  ///
  /// @throws IllegalArgumentException if a task has no item of a length
  @Override
  public void write(Writer out, TokenCounter counter, String tokenizer) throws IOException {
    Objects.requireNonNull(tokenizer);
    int beginning = counter.count("");
    ToIntFunction<String> tokens = text -> counter.count(text) - beginning;
    Material own = Material.own();
    String texts = Material.digest();
    for (int length : lengths) {
      for (RulerTask task : tasks) {
        ItemMaker maker = maker(task, new Making(length, reserved, seed, tokens, own));
        for (int index = 0; index < perTask; index++) {
          ObjectNode row = row(task, length, index, next(task, maker));
          out.write(row.put("tokenizer", tokenizer).put("texts", texts) + "\n");
        }
      }
    }
  }

  private static ItemMaker maker(RulerTask task, Making making) {
    try {
      return task.maker(making);
    } catch (IllegalArgumentException e) {
      throw named(task, e);
    }
  }

  private static Item next(RulerTask task, ItemMaker maker) {
    try {
      return maker.next();
    } catch (IllegalArgumentException e) {
      throw named(task, e);
    }
  }

  private static IllegalArgumentException named(RulerTask task, IllegalArgumentException e) {
    return new IllegalArgumentException(task.label() + ": " + e.getMessage(), e);
  }

  private ObjectNode row(RulerTask task, int length, int index, Item item) {
    int opening = task.family().openingOf(item.text());
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("index", index);
    row.put("task", task.label());
    row.put("max_seq_length", length);
    row.put("seed", seed);
    row.put("input", item.text().substring(0, opening));
    item.targets().forEach(row.putArray("outputs")::add);
    row.put("length", item.length());
    row.put("length_w_model_temp", item.length() + reserved);
    row.put("answer_prefix", item.text().substring(opening));
    return row;
  }
}
