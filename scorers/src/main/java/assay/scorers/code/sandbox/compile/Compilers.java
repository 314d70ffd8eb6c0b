package assay.scorers.code.sandbox.compile;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Ending;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.backend.LanguageFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compiles programs on a workbench, and tells a program's fault from the compiler's.
///
/// Whenever a program is refused, the language's control program must have passed on the same
/// bench: a compiler without its headers refuses every program, and says nothing about any of them.
public final class Compilers {
  private final Workbench bench;
  private final Set<Language> proven = EnumSet.noneOf(Language.class);

  public Compilers(Workbench bench) {
    this.bench = bench;
  }

  /// Compiles a program.
  ///
  /// @param kept how many of the bench's workers are kept for it
  /// @throws SandboxFault when there is no compiler, or it does not work
  public Compilation compile(CompileRequest request, int kept) throws SandboxFault {
    require(request.language());
    Compilation compilation = attempt(request, kept);
    if (compilation instanceof Compilation.Refused) {
      prove(request.language(), request.limits().memoryBytes());
    }
    return compilation;
  }

  /// Runs the control program unless it has passed before.
  ///
  /// @throws SandboxFault when it does not pass
  void prove(Language language, long memoryBytes) throws SandboxFault {
    synchronized (proven) {
      if (proven.contains(language)) {
        return;
      }
    }
    Program program =
        switch (language) {
          case PYTHON -> new Program.Python(ControlProgram.of(language));
          case CPP, JAVA -> compiledControl(language, memoryBytes);
        };
    Execution execution = bench.run(ControlProgram.request(program, memoryBytes));
    if (!ControlProgram.succeeded(execution)) {
      throw fault(language, "runs wrong: " + execution.ending() + " " + execution.lastErrorLine());
    }
    synchronized (proven) {
      proven.add(language);
    }
  }

  /// Tries every language with its control program.
  public List<LanguageFinding> findings(long memoryBytes) {
    List<LanguageFinding> findings = new ArrayList<>();
    for (Language language : Language.values()) {
      try {
        prove(language, memoryBytes);
        String version = bench.compilers().getOrDefault(language, "");
        findings.add(new LanguageFinding(language, true, version));
      } catch (SandboxFault e) {
        findings.add(new LanguageFinding(language, false, e.getMessage()));
      }
    }
    return List.copyOf(findings);
  }

  private Program compiledControl(Language language, long memoryBytes) throws SandboxFault {
    require(language);
    return switch (attempt(ControlProgram.compileRequest(language, memoryBytes), 1)) {
      case Compilation.Done done -> done.program();
      case Compilation.Refused refused ->
          throw fault(
              language,
              "is not compiled: %s %s".formatted(refused.ending(), refused.messages().strip()));
    };
  }

  private static SandboxFault fault(Language language, String what) {
    return new SandboxFault(
        "the %s compiler of the sandbox does not work; a correct program %s"
            .formatted(language.title(), what));
  }

  private void require(Language language) throws SandboxFault {
    if (language != Language.PYTHON && !bench.compilers().containsKey(language)) {
      throw new SandboxFault(
          "the sandbox has no %s compiler; %s".formatted(language.title(), remedy(language)));
    }
  }

  /// Returns what a user can do where a language has no compiler.
  public static String remedy(Language language) {
    String installed =
        switch (language) {
          case PYTHON -> "python3";
          case CPP -> "g++";
          case JAVA -> "a JDK, or set JAVA_HOME";
        };
    return ("install %s on this machine; for a container engine then pack it (assay sandbox image"
            + " import --with %s) or name an image that has it (--image)")
        .formatted(installed, language);
  }

  private Compilation attempt(CompileRequest request, int kept) throws SandboxFault {
    String file = "program.cpp";
    String entry = "";
    if (request.language() == Language.JAVA) {
      JavaSource source = JavaSource.of(request.code());
      Optional<String> start = source.entry();
      if (start.isEmpty()) {
        return unstartable();
      }
      file = source.file();
      entry = start.get();
    }
    return bench.compile(request, new Workbench.NamedSource(file, entry), kept);
  }

  private static Compilation unstartable() {
    return new Compilation.Refused(
        new Ending.Exited(1),
        "no class to start: exactly one must have a main method, or be public or named Main",
        Duration.ZERO,
        Duration.ZERO);
  }
}
