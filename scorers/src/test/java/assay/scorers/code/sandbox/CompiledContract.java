package assay.scorers.code.sandbox;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.code.sandbox.compile.ControlProgram;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every sandbox does with programs of compiled languages. After each of them an ordinary
/// program must run as if nothing had been.
abstract class CompiledContract extends SandboxedTest {
  private static final long MEMORY = 768L << 20;
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(10), MEMORY, 1 << 20, 64);

  CompiledContract(SandboxChoice choice) {
    super(choice, LIMITS);
  }

  @AfterEach
  void stillRunsOrdinaryPrograms() throws SandboxFault {
    String code = "import os\nprint(input(), len(os.listdir('/tmp')), os.listdir())";
    Execution execution =
        sandbox().run(new ExecutionRequest(code, new ExecutionRequest.Script("fine\n"), LIMITS));

    assertThat(execution.stdout()).as(execution.stderrTail()).isEqualTo("fine 1 []\n");
  }

  private Compilation compile(Language language, String code) throws SandboxFault {
    return sandbox().compile(CompileRequest.of(language, code, MEMORY).unhurried());
  }

  private Program compiled(Language language, String code) throws SandboxFault {
    return switch (compile(language, code)) {
      case Compilation.Done done -> done.program();
      case Compilation.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private Execution run(Program program, String stdin, Duration wall) throws SandboxFault {
    return sandbox()
        .run(
            new ExecutionRequest(
                program, new ExecutionRequest.Script(stdin), LIMITS.withWallTime(wall)));
  }

  private Execution run(Language language, String code, String stdin) throws SandboxFault {
    return run(compiled(language, code), stdin, LIMITS.wallTime());
  }

  private static String java(String body) {
    return "import java.util.*;\npublic class Main {\n  public static void main(String[] a)"
        + " throws Exception {\n"
        + body
        + "\n  }\n}\n";
  }

  /// Returns a program that includes what it needs and no more: all of the library, as the control
  /// program includes it, takes the compiler a second.
  ///
  /// @param headers names of the library's headers, separated by blanks
  private static String cpp(String headers, String body) {
    String included =
        Stream.of(headers.split(" ", -1)).map("#include <%s>\n"::formatted).collect(joining());
    return included + "using namespace std;\nint main() {\n" + body + "\n}\n";
  }

  @Test
  void namesItsCompilers() throws SandboxFault {
    assertThat(sandbox().compilers().get(Language.CPP)).matches("g\\+\\+ \\d+\\.\\d+.*");
    assertThat(sandbox().compilers().get(Language.JAVA)).matches("javac \\d+.*");
    assertThat(sandbox().description()).contains(", g++ ", ", javac ");
  }

  @ParameterizedTest
  @EnumSource(
      value = Language.class,
      names = {"CPP", "JAVA"})
  void runsAProgramOnEachInputAfresh(Language language) throws SandboxFault {
    Program program = compiled(language, ControlProgram.of(language));

    assertThat(run(program, "4\n", LIMITS.wallTime()).stdout()).isEqualTo("8\n");
    Execution second = run(program, "-7\n", LIMITS.wallTime());
    assertThat(second.stdout()).isEqualTo("-14\n");
    assertThat(second.ending()).isEqualTo(new Ending.Exited(0));
  }

  @Test
  void tellsTheCompilersTimeFromTheProgramsOwn() throws SandboxFault {
    Compilation compilation = compile(Language.CPP, cpp("cstdio", "puts(\"x\");"));

    assertThat(compilation.cpuTime()).isGreaterThan(Duration.ofMillis(20));
    assertThat(
            run(compiled(Language.CPP, cpp("cstdio", "puts(\"x\");")), "", LIMITS.wallTime())
                .cpuTime())
        .isLessThan(compilation.cpuTime());
  }

  @Test
  void handsOnWhatTheCompilerSays() throws SandboxFault {
    assertThat(compile(Language.CPP, cpp("cstdio", "int x = undeclared_name;")))
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused -> {
              assertThat(refused.ending()).isEqualTo(new Ending.Exited(1));
              assertThat(refused.messages()).contains("program.cpp:4:9: error:", "undeclared_name");
            });
    assertThat(compile(Language.JAVA, java("int x = undeclaredName;")))
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused ->
                assertThat(refused.messages()).contains("Main.java:4: error: cannot find symbol"));
    assertThat(compile(Language.JAVA, "class A { void f() {} } class B {}"))
        .isInstanceOfSatisfying(
            Compilation.Refused.class,
            refused -> assertThat(refused.messages()).startsWith("no class to start"));
  }

  @Test
  void startsTheClassThatHasTheMainMethod() throws SandboxFault {
    String named =
        """
        package contest.round1;
        interface Shape { int area(); }
        record Square(int side) implements Shape { public int area() { return side * side; } }
        public class Solver {
          static class Main { }
          public static void main(String... args) {
            System.out.println(new Square(new java.util.Scanner(System.in).nextInt()).area());
          }
        }
        """;

    assertThat(run(Language.JAVA, named, "9").stdout()).isEqualTo("81\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CPP  | abort();                                  | 6
          CPP  | volatile int* p = nullptr; *p = 1;        | 11
          CPP  | volatile int z = 0; printf("%d", 7 / z);  | 8
          CPP  | vector<int> v(3); v.at(7) = 1;            | 6
          """)
  void reportsTheSignalThatEndedAProgram(Language language, String body, int signal)
      throws SandboxFault {
    assertThat(run(language, cpp("cstdio cstdlib vector", body), "").ending())
        .isEqualTo(new Ending.Signalled(signal));
  }

  @Test
  void reportsErrorsOfTheProgram() throws SandboxFault {
    Execution thrown = run(Language.JAVA, java("int[] x = new int[2]; x[2] = 1;"), "");

    assertThat(thrown.ending()).isEqualTo(new Ending.Exited(1));
    assertThat(thrown.errorLine())
        .isEqualTo(
            "Exception in thread \"main\" java.lang.ArrayIndexOutOfBoundsException: Index 2 out of"
                + " bounds for length 2");
    assertThat(run(Language.JAVA, java("System.exit(3);"), "").ending())
        .isEqualTo(new Ending.Exited(3));
    assertThat(run(Language.CPP, cpp("cstdio", "return 3;"), "").ending())
        .isEqualTo(new Ending.Exited(3));
    assertThat(
            run(Language.CPP, cpp("stdexcept", "throw runtime_error(\"no luck\");"), "")
                .stderrTail())
        .contains("std::runtime_error", "no luck");
  }

  @Test
  void endsEndlessPrograms() throws SandboxFault {
    Program cpp =
        compiled(Language.CPP, cpp("cstdio", "puts(\"on\"); fflush(stdout); for (;;) { }"));
    Program java = compiled(Language.JAVA, java("while (true) { }"));
    Ending late = new Ending.LimitReached(Ending.Limit.TIME);

    Execution execution = run(cpp, "", Duration.ofMillis(700));
    assertThat(execution.ending()).isEqualTo(late);
    assertThat(execution.stdout()).isEqualTo("on\n");
    assertThat(run(java, "", Duration.ofMillis(1500)).ending()).isEqualTo(late);
  }

  @ParameterizedTest
  @MethodSource("greedy")
  void boundsTheMemoryOfPrograms(Language language, String code) throws SandboxFault {
    assertThat(run(language, code, "").ending())
        .isEqualTo(new Ending.LimitReached(Ending.Limit.MEMORY));
  }

  static Object[][] greedy() {
    return new Object[][] {
      {
        Language.CPP,
        cpp(
            "vector cstring",
            "vector<char*> v; for (;;) v.push_back((char*)memset(new char[1<<20],1,1<<20));")
      },
      {Language.CPP, cpp("vector iostream", "vector<long long> v(1LL << 32); cout << v[5];")},
      {
        Language.CPP,
        cpp(
            "unistd.h",
            "for (int i = 0; i < 12; i++) if (!fork()) { volatile char* p = new char[100 << 20];"
                + " for (int k = 0; k < 100 << 20; k += 4096) p[k] = 1; sleep(4); _exit(0); }\n"
                + "sleep(4);")
      },
      {
        Language.JAVA,
        java("List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[1 << 20]);")
      },
      {
        Language.JAVA,
        java("int[] x = new int[Integer.MAX_VALUE - 8]; System.out.println(x.length);")
      },
    };
  }

  @Test
  void boundsTheOutputOfPrograms() throws SandboxFault {
    Ending flood = new Ending.LimitReached(Ending.Limit.OUTPUT);

    assertThat(run(Language.CPP, cpp("cstdio", "for (;;) puts(\"flood\");"), "").ending())
        .isEqualTo(flood);
    assertThat(run(Language.JAVA, java("while (true) System.out.println(\"flood\");"), "").ending())
        .isEqualTo(flood);
  }

  @Test
  void carriesDeepRecursionAndThreads() throws SandboxFault {
    String deep =
        "#include <cstdio>\nint depth(int n) { volatile int x[16]; x[0] = n; return n ? 1 + depth(n"
            + " - 1) + x[0] * 0 : 0; }\nint main() { printf(\"%d\\n\", depth(1000000)); }";
    String threads =
        cpp(
            "vector thread atomic iostream",
            "vector<thread> all; atomic<int> sum = 0;\nfor (int i = 0; i < 4; i++)"
                + " all.emplace_back([&] { sum += 5; });\nfor (auto& t : all) t.join(); cout << sum"
                + " << endl;");

    assertThat(run(Language.CPP, deep, "").stdout()).isEqualTo("1000000\n");
    assertThat(run(Language.CPP, threads, "").stdout()).isEqualTo("20\n");
    assertThat(
            run(
                    Language.JAVA,
                    """
                    public class Main {
                      static int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }
                      public static void main(String[] args) throws Exception {
                        Thread other = new Thread(() -> System.out.println(depth(100000)));
                        other.start();
                        other.join();
                      }
                    }
                    """,
                    "")
                .stdout())
        .isEqualTo("100000\n");
  }

  static CompilerAttack[] attacks() {
    return CompilerAttack.values();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void containsAttacksOnTheCompiler(CompilerAttack attack) throws SandboxFault {
    CompileRequest request = attack.request(MEMORY);
    Compilation compilation = sandbox().compile(request);
    String outcome =
        switch (compilation) {
          case Compilation.Refused refused -> refused.ending() + " " + refused.messages();
          case Compilation.Done done -> {
            Execution execution = run(done.program(), "", LIMITS.wallTime());
            yield execution.ending() + " " + execution.stdout();
          }
        };

    System.err.printf("%s: %s: %.160s%n", choice(), attack, outcome.replace('\n', ' '));
    assertThat(outcome).doesNotContain("breached").doesNotContain("root:");
    assertThat(outcome.length()).isLessThanOrEqualTo((1 << 18) + 200);
    assertThat(attack.contained().test(outcome)).as(outcome).isTrue();
    assertThat(compilation.wallTime()).isLessThan(request.limits().wallTime().plusSeconds(2));
  }

  @Test
  void isReadOnlyForCompilerAndProgram() throws SandboxFault {
    String writes =
        cpp(
            "cstdio initializer_list",
            "for (const char* p : {\"/usr/include/zz\", \"/usr/lib/gcc/zz\", \"/zz\", \"/etc/zz\"})"
                + " if (FILE* f = fopen(p, \"w\")) puts(p);");

    assertThat(run(Language.CPP, writes, "").stdout()).isEmpty();
  }

  @Test
  void leavesNoRightsToCompiledPrograms() throws SandboxFault {
    String status =
        cpp(
            "fstream iostream string",
            "ifstream in(\"/proc/self/status\"); string s; while (getline(in, s)) if"
                + " (s.rfind(\"CapEff\", 0) == 0 || s.rfind(\"Seccomp:\", 0) == 0 ||"
                + " s.rfind(\"NoNewPrivs\", 0) == 0) cout << s.substr(s.find(':') + 2) << endl;");

    assertThat(run(Language.CPP, status, "").stdout()).isEqualTo("0000000000000000\n1\n2\n");
  }
}
