package assay.engine.tokenizer;

import assay.engine.tokenizer.PatternNode.Chain;
import assay.engine.tokenizer.PatternNode.Choice;
import assay.engine.tokenizer.PatternNode.LineEnd;
import assay.engine.tokenizer.PatternNode.Look;
import assay.engine.tokenizer.PatternNode.One;
import assay.engine.tokenizer.PatternNode.Repeat;
import java.util.ArrayList;
import java.util.List;

/// A pattern as instructions for [PatternMatcher]. Immutable.
///
/// Source: Pike's machine as in Cox 2009, "Regular Expression Matching: the Virtual Machine
/// Approach".
final class PatternProgram {
  /// More instructions than any split pattern has; a pattern with huge counts would take the time
  /// of all of them at each character.
  private static final int LONGEST = 5000;

  /// One instruction. Execution goes on with the next, but where it says otherwise.
  sealed interface Instruction {
    /// Reads one character of a set.
    record Read(CodePointSet set) implements Instruction {}

    /// Goes on at both places; what begins at the first is preferred.
    record Fork(int first, int second) implements Instruction {}

    /// Goes on elsewhere.
    record Jump(int target) implements Instruction {}

    /// Goes on if the next character allows it.
    record Check(Look look) implements Instruction {}

    /// Goes on at the end of a line.
    record CheckLineEnd() implements Instruction {}

    /// Ends a match.
    record Match() implements Instruction {}
  }

  private final String pattern;
  private final List<Instruction> instructions = new ArrayList<>();

  private PatternProgram(String pattern) {
    this.pattern = pattern;
  }

  /// Returns the program of a pattern.
  ///
  /// @throws UnsupportedPatternException if it is malformed or not supported
  static PatternProgram of(String pattern) {
    PatternProgram program = new PatternProgram(pattern);
    program.add(PatternParser.parse(pattern));
    program.emit(new Instruction.Match());
    return program;
  }

  /// The instructions by address.
  Instruction[] instructions() {
    return instructions.toArray(Instruction[]::new);
  }

  @Override
  public String toString() {
    return pattern;
  }

  private int emit(Instruction instruction) {
    if (instructions.size() == LONGEST) {
      throw new UnsupportedPatternException(
          pattern, pattern.length(), "cannot run more than " + LONGEST + " instructions");
    }
    instructions.add(instruction);
    return instructions.size() - 1;
  }

  private void add(PatternNode node) {
    switch (node) {
      case One(CodePointSet set) -> emit(new Instruction.Read(set));
      case Look look -> emit(new Instruction.Check(look));
      case LineEnd _ -> emit(new Instruction.CheckLineEnd());
      case Chain(List<PatternNode> parts) -> parts.forEach(this::add);
      case Choice(List<PatternNode> alternatives) -> choice(alternatives);
      case Repeat repeat -> repeat(repeat);
    }
  }

  private void choice(List<PatternNode> alternatives) {
    List<Integer> exits = new ArrayList<>();
    for (PatternNode alternative : alternatives.subList(0, alternatives.size() - 1)) {
      int fork = emit(new Instruction.Fork(0, 0));
      add(alternative);
      exits.add(emit(new Instruction.Jump(0)));
      instructions.set(fork, new Instruction.Fork(fork + 1, instructions.size()));
    }
    add(alternatives.getLast());
    exits.forEach(exit -> instructions.set(exit, new Instruction.Jump(instructions.size())));
  }

  private void repeat(Repeat repeat) {
    for (int i = 0; i < repeat.least(); i++) {
      add(repeat.part());
    }
    if (repeat.most() == Repeat.UNBOUNDED) {
      int fork = emit(new Instruction.Fork(0, 0));
      add(repeat.part());
      emit(new Instruction.Jump(fork));
      instructions.set(fork, fork(repeat, fork));
      return;
    }
    List<Integer> forks = new ArrayList<>();
    for (int i = repeat.least(); i < repeat.most(); i++) {
      forks.add(emit(new Instruction.Fork(0, 0)));
      add(repeat.part());
    }
    forks.forEach(fork -> instructions.set(fork, fork(repeat, fork)));
  }

  /// The choice between one more time, right behind the fork, and going on at the present end.
  private Instruction fork(Repeat repeat, int fork) {
    int exit = instructions.size();
    return repeat.greedy()
        ? new Instruction.Fork(fork + 1, exit)
        : new Instruction.Fork(exit, fork + 1);
  }
}
