package assay.engine.tokenizer;

import assay.engine.tokenizer.PatternNode.Look;
import assay.engine.tokenizer.PatternProgram.Instruction;
import assay.engine.tokenizer.PatternProgram.Instruction.Check;
import assay.engine.tokenizer.PatternProgram.Instruction.CheckLineEnd;
import assay.engine.tokenizer.PatternProgram.Instruction.Fork;
import assay.engine.tokenizer.PatternProgram.Instruction.Jump;
import assay.engine.tokenizer.PatternProgram.Instruction.Match;
import assay.engine.tokenizer.PatternProgram.Instruction.Read;

/// Finds the matches of a pattern that a backtracking matcher finds, without backtracking: all ways
/// to match advance together, ordered by preference, and no two of them stand at the same
/// instruction. A search takes at most as many steps as characters times instructions.
///
/// A search may look further than its match ends. Where that happens at every match, the time would
/// grow with the square of the text; the matcher refuses such a text when its steps are used up.
/// Mutable; one serves one text.
final class PatternMatcher {
  /// The steps for each character and instruction that all searches in a text may take. Known split
  /// patterns take fewer than two.
  private static final int STEPS = 8;

  private final PatternProgram program;
  private final Instruction[] instructions;
  private final int[] text;
  private final int from;
  private final int to;
  private Threads current;
  private Threads following;
  private final int[] stack;
  private int matchStart;
  private int matchEnd;
  private long steps;

  PatternMatcher(PatternProgram program, int[] text, int from, int to) {
    this.program = program;
    this.instructions = program.instructions();
    this.text = text;
    this.from = from;
    this.to = to;
    this.current = new Threads(instructions.length);
    this.following = new Threads(instructions.length);
    // Each instruction is executed once and leaves at most two others.
    this.stack = new int[2 * instructions.length + 2];
  }

  /// The ways to match at one position, in order of preference.
  private static final class Threads {
    private final int[] places;
    private final int[] starts;
    private final int[] seen;
    private int round;
    private int size;

    private Threads(int instructions) {
      places = new int[instructions];
      starts = new int[instructions];
      seen = new int[instructions];
    }

    private void clear() {
      round++;
      size = 0;
    }

    /// Tells whether an instruction is reached the first time since the last clearing.
    private boolean isNew(int place) {
      boolean known = seen[place] == round;
      seen[place] = round;
      return !known;
    }
  }

  /// Finds the first match at or behind `at`; false if there is none.
  boolean find(int at) {
    // Nearly always a match begins at once; then no later beginning has to be followed.
    return search(at, true) || (at < to && search(at + 1, false));
  }

  int start() {
    return matchStart;
  }

  int end() {
    return matchEnd;
  }

  /// The steps taken so far.
  long steps() {
    return steps;
  }

  private boolean search(int at, boolean anchored) {
    boolean found = false;
    current.clear();
    following.clear();
    for (int position = at; position <= to; position++) {
      if (!found && (position == at || !anchored)) {
        add(current, 0, position, position);
      }
      found |= advance(position);
      swap();
      if (current.size == 0 && (found || anchored)) {
        break;
      }
    }
    requireLinear();
    return found;
  }

  private void requireLinear() {
    if (steps > (long) STEPS * instructions.length * (to - from + 16L)) {
      throw new IllegalArgumentException(
          "the split pattern %s needs more than linear time for this text; shorten it"
              .formatted(program));
    }
  }

  private void swap() {
    Threads last = current;
    current = following;
    following = last;
    following.clear();
  }

  /// Lets all threads read the character at a position. Tells whether one of them ends a match,
  /// which cuts off those that are less preferred.
  private boolean advance(int position) {
    for (int i = 0; i < current.size; i++) {
      steps++;
      int place = current.places[i];
      switch (instructions[place]) {
        case Read(CodePointSet set) -> {
          if (position < to && set.contains(text[position])) {
            add(following, place + 1, current.starts[i], position + 1);
          }
        }
        case Match() -> {
          matchStart = current.starts[i];
          matchEnd = position;
          return true;
        }
        case Fork _, Jump _, Check _, CheckLineEnd _ ->
            throw new IllegalStateException("threads wait at characters only");
      }
    }
    return false;
  }

  /// Adds the instructions that read a character and are reached from here without reading one.
  private void add(Threads threads, int entry, int start, int position) {
    int depth = 0;
    stack[depth++] = entry;
    while (depth > 0) {
      int place = stack[--depth];
      if (!threads.isNew(place)) {
        continue;
      }
      steps++;
      switch (instructions[place]) {
        case Fork(int first, int second) -> {
          stack[depth++] = second;
          stack[depth++] = first;
        }
        case Jump(int target) -> stack[depth++] = target;
        case Check(Look(CodePointSet set, boolean negative)) -> {
          if ((position < to && set.contains(text[position])) != negative) {
            stack[depth++] = place + 1;
          }
        }
        case CheckLineEnd() -> {
          if (position == to || text[position] == '\n') {
            stack[depth++] = place + 1;
          }
        }
        case Read _, Match _ -> {
          threads.places[threads.size] = place;
          threads.starts[threads.size++] = start;
        }
      }
    }
  }
}
