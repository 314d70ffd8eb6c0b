package assay.engine.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Prompts that are going to be asked, for a [Forecast]. Of each, the fingerprints of its
/// beginnings are kept, half a byte a token, and not the tokens; all work is linear in them.
///
/// Mutable, and used by one thread.
public final class PromptList {
  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final int number;
    private final long[] blocks; // fingerprints of beginnings, the shortest first
    private final int times;

    Entry(int number, long[] blocks, int times) {
      this.number = number;
      this.blocks = blocks;
      this.times = times;
    }
  }

  /// Prompts that are the same up to a number of blocks.
  private record Group(List<Entry> entries, int depth) {}

  /// Adds a prompt.
  ///
  /// @param times how often it will be asked, at least 1
  public void add(int[] tokens, int times) {
    long[] blocks = new long[tokens.length / Fingerprints.BLOCK];
    Fingerprints prompt = new Fingerprints(tokens);
    int count = 0;
    while (prompt.next()) {
      blocks[count++] = prompt.current();
    }
    entries.add(new Entry(entries.size(), Arrays.copyOf(blocks, count), times));
  }

  /// Returns the forecast for the prompts so far, numbered as they were added.
  public Forecast forecast() {
    Walk walk = new Walk();
    walk.groups.push(new Group(entries, 0));
    while (!walk.groups.isEmpty()) {
      Group group = walk.groups.pop();
      if (group.entries().size() == 1) {
        walk.emit(group.entries().getFirst(), group.depth());
      } else {
        walk.divide(group);
      }
    }
    return new Forecast(walk.order, walk.shared);
  }

  /// A way through the tree of beginnings, each before those that continue it.
  private static final class Walk {
    private final Deque<Group> groups = new ArrayDeque<>();
    private final List<Integer> order = new ArrayList<>();
    private final Map<Long, Integer> shared = new HashMap<>();

    /// Gives out a prompt that shares no block from a depth on with another.
    private void emit(Entry entry, int depth) {
      order.add(entry.number);
      for (int i = depth; entry.times > 1 && i < entry.blocks.length; i++) {
        shared.put(entry.blocks[i], entry.times);
      }
    }

    /// Divides a group by its prompts' next block, in the order in which blocks first appear; those
    /// that have no further block come first.
    private void divide(Group group) {
      Map<Long, List<Entry>> parts = new LinkedHashMap<>();
      for (Entry entry : group.entries()) {
        if (entry.blocks.length == group.depth()) {
          emit(entry, group.depth());
        } else {
          long next = entry.blocks[group.depth()];
          parts.computeIfAbsent(next, _ -> new ArrayList<>()).add(entry);
        }
      }
      parts.forEach(this::count);
      List<List<Entry>> ordered = new ArrayList<>(parts.values());
      ordered.reversed().forEach(part -> groups.push(new Group(part, group.depth() + 1)));
    }

    private void count(long block, List<Entry> part) {
      int times = part.stream().mapToInt(entry -> entry.times).sum();
      if (times > 1) {
        shared.put(block, times);
      }
    }
  }
}
