package assay.scorers.code.sandbox;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/// A program text that tries to do harm while it is compiled, and how to tell that it did not.
enum CompilerAttack {
  READ_A_SECRET_FILE(
      Language.CPP, "#include \"/etc/shadow\"\nint main() {}", refusal("No such file")),
  READ_A_FILE_INTO_THE_PROGRAM(
      Language.CPP,
      "#include <cstdio>\nasm(\".data\\nsecret: .incbin \\\"/etc/shadow\\\"\\n.byte 0\\n.text\");\n"
          + "extern char secret[];\nint main() { puts(secret); }",
      refusal("")),
  READ_A_DEVICE_WITHOUT_END(
      Language.CPP, "#include \"/dev/zero\"\nint main() {}", outcome -> !exited(outcome, 0)),
  READ_RANDOM_WITHOUT_END(
      Language.CPP, "#include </dev/urandom>\nint main() {}", outcome -> !exited(outcome, 0)),
  READ_STANDARD_INPUT(Language.CPP, "#include \"/dev/stdin\"\nint main() {}", outcome -> true),
  INCLUDE_ITSELF(
      Language.CPP,
      "#include \"program.cpp\"\n#include \"program.cpp\"\nint main() {}",
      refusal("nested")),
  TEMPLATE_BOMB(
      Language.CPP,
      """
      template <int depth, typename Path> struct Tree {
        static constexpr long value =
            Tree<depth - 1, Tree<depth, Path>*>::value + Tree<depth - 1, Tree<depth, Path>&>::value;
      };
      template <typename Path> struct Tree<0, Path> { static constexpr long value = 1; };
      int main() { return Tree<40, int>::value != 0; }
      """,
      CompilerAttack::stopped),
  CONSTANT_WITHOUT_END(
      Language.CPP,
      "constexpr long f(long n) { long s = 0; for (long i = 0; i < n; i++) s += i ^ n; return s;"
          + " }\n"
          + "constexpr long x = f(30000000) + f(30000001);\n"
          + "int main() { return x == 1; }",
      outcome -> !exited(outcome, 0)),
  MACRO_BOMB(
      Language.CPP, macro(30) + "int main() { const char* x = A30; }", CompilerAttack::stopped),
  A_BILLION_BYTES_OF_MESSAGES(
      Language.CPP,
      "asm(\".rept 10000\\n.rept 10000\\n.print \\\"a message without any meaning\\\"\\n.endr\\n"
          + ".endr\");\nint main() {}",
      outcome -> outcome.startsWith(new Ending.LimitReached(Ending.Limit.OUTPUT).toString())),
  STATIC_ARRAY_OF_4_GB(
      Language.CPP,
      "#include <cstdio>\n#include <cstring>\nstatic char block[4ULL << 30];\nint main() {"
          + " memset(block, 1, sizeof block); puts(\"breached\"); }",
      outcome -> !exited(outcome, 0)),
  INITIALISED_ARRAY_OF_4_GB(
      Language.CPP,
      "int block[1 << 30] = {1};\n#include <cstdio>\nint main() { puts(\"breached\"); return"
          + " block[5]; }",
      outcome -> !exited(outcome, 0)),
  COMPILER_PLUGIN(
      Language.CPP,
      "#pragma GCC optimize(\"plugin=/tmp/x.so\")\n#include <cstdlib>\nint main() { system(\"echo"
          + " breached > /usr/include/x; cat /usr/include/x\"); }",
      outcome -> true),
  ANNOTATION_PROCESSOR(
      Language.JAVA,
      "import javax.annotation.processing.*;\n"
          + "@SupportedAnnotationTypes(\"*\")\n"
          + "public class Main extends AbstractProcessor {\n"
          + " public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement>"
          + " s, RoundEnvironment e) { System.out.println(\"breached\"); return true; }\n"
          + " public static void main(String[] a) { } }",
      outcome -> exited(outcome, 0)),
  JAVA_STRING_BOMB(
      Language.JAVA,
      "public class Main {\n  static final String A0 = \"xxxxxxxxxxxxxxxx\";\n"
          + javaStrings(28)
          + "  public static void main(String[] a) { System.out.println(\"breached\"); } }",
      outcome -> !exited(outcome, 0)),
  JAVA_NESTING(
      Language.JAVA,
      "public class Main { public static void main(String[] a) { int x = "
          + "(".repeat(200_000)
          + "1"
          + ")".repeat(200_000)
          + "; } }",
      outcome -> !exited(outcome, 0));

  private final Language language;
  private final String code;

  @SuppressWarnings("ImmutableEnumChecker") // A stateless predicate.
  private final Predicate<String> contained;

  CompilerAttack(Language language, String code, Predicate<String> contained) {
    this.language = language;
    this.code = code;
    this.contained = contained;
  }

  /// Returns the request to compile it. What only a limit of time ends gets ten seconds.
  CompileRequest request(long memoryBytes) {
    CompileRequest request = CompileRequest.of(language, code, memoryBytes).unhurried();
    return this == TEMPLATE_BOMB
        ? new CompileRequest(language, code, request.limits().withWallTime(Duration.ofSeconds(10)))
        : request;
  }

  /// Returns the attack in words.
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Returns whether the way in which compiler or program ended, and what was written, is harmless.
  Predicate<String> contained() {
    return contained;
  }

  private static Predicate<String> refusal(String words) {
    return outcome -> exited(outcome, 1) && outcome.contains(words);
  }

  private static boolean exited(String outcome, int status) {
    return outcome.startsWith(new Ending.Exited(status) + " ");
  }

  /// Ended by a limit, or the compiler gave up by itself.
  private static boolean stopped(String outcome) {
    return outcome.startsWith("LimitReached") || exited(outcome, 1);
  }

  private static String macro(int doublings) {
    StringBuilder text = new StringBuilder("#define A0 \"xxxxxxxxxxxxxxxx\"\n");
    for (int i = 1; i <= doublings; i++) {
      text.append("#define A%d A%d A%d%n".formatted(i, i - 1, i - 1));
    }
    return text.toString();
  }

  private static String javaStrings(int doublings) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= doublings; i++) {
      text.append("  static final String A%d = A%d + A%d;%n".formatted(i, i - 1, i - 1));
    }
    return text.toString();
  }
}
