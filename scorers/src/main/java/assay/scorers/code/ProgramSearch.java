package assay.scorers.code;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import java.util.Objects;

/// How a scorer comes from a completion to the program that it judges.
@FunctionalInterface
interface ProgramSearch {

  /// Returns what is found in a completion of a problem.
  Finding find(Sample.Programming problem, Completion completion);

  /// Returns the search by a rule that reads nothing but the completion.
  static ProgramSearch by(CodeExtractor rule) {
    return (_, completion) ->
        rule.find(completion)
            .<Finding>map(Finding.Program::new)
            .orElseGet(() -> new Finding.Nothing(Finding.NO_PROGRAM));
  }

  /// What a search comes to.
  sealed interface Finding {
    /// Why a completion without any program counts as no answer.
    String NO_PROGRAM = "no program found in the completion";

    /// There is a program, which may be blank.
    record Program(ExtractedProgram program) implements Finding {
      public Program {
        Objects.requireNonNull(program);
      }
    }

    /// There is none.
    record Nothing(String reason) implements Finding {
      public Nothing {
        Objects.requireNonNull(reason);
      }
    }

    /// The search itself failed, which says nothing about the completion.
    record Undecided(Cause cause, String detail) implements Finding {
      public Undecided {
        Objects.requireNonNull(cause);
        Objects.requireNonNull(detail);
      }
    }
  }
}
