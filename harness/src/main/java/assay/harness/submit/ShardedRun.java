package assay.harness.submit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A run that is done in parts, and then merged.
///
/// @param program the words that start assay where the parts are done
/// @param arguments of `assay run`, all but shard and folder
/// @param shards how many parts, at least 1
/// @param folder of the parts and of the whole run, as the machines see it
public record ShardedRun(List<String> program, List<String> arguments, int shards, Path folder) {
  public ShardedRun {
    program = List.copyOf(program);
    arguments = List.copyOf(arguments);
  }

  /// Returns the folder of one part.
  ///
  /// @param number from 1
  public Path shard(int number) {
    return shardFolder().resolve(String.valueOf(number));
  }

  /// Returns the folder of all parts.
  Path shardFolder() {
    return folder.resolve("shards");
  }

  /// Returns the folder of the whole run.
  public Path merged() {
    return folder.resolve("run");
  }

  /// Returns where the merge writes, until it is done: one that was stopped leaves no half run.
  Path merging() {
    return folder.resolve("run.part");
  }

  /// Returns the words that begin or continue a part; shard and folder are still missing.
  List<String> run() {
    List<String> words = new ArrayList<>(program);
    words.add("run");
    words.addAll(arguments);
    words.add("--resume");
    return words;
  }

  /// Returns the words that merge all parts.
  List<String> merge() {
    List<String> words = new ArrayList<>(program);
    words.add("merge");
    IntStream.rangeClosed(1, shards).mapToObj(this::shard).map(Path::toString).forEach(words::add);
    words.addAll(List.of("--out", merging().toString()));
    return words;
  }
}
