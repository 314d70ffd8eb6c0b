package assay.tasks;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a user asks for when data is made.
///
/// @param lengths in tokens of the model, at least one
/// @param kinds of items by name; all without one
/// @param each items of each kind at each length; the benchmark's own number without it
/// @param seed of what is drawn; the benchmark's own without it
/// @param reserved tokens of each length that are left for a chat template
public record MadeRequest(
    List<Integer> lengths, List<String> kinds, OptionalInt each, OptionalLong seed, int reserved) {
  public MadeRequest {
    lengths = List.copyOf(lengths);
    kinds = List.copyOf(kinds);
  }
}
