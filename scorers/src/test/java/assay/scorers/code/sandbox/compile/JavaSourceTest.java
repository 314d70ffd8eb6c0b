package assay.scorers.code.sandbox.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaSourceTest {
  private static final String START = " public static void main(String[] a) { } ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public class Main { START }                                       | Main.java  | Main
          class Main { START }                                              | Main.java  | Main
          public final class Abc { START }                                  | Abc.java   | Abc
          class Abc { START }                                               | Main.java  | Abc
          class A { } class B { START }                                     | Main.java  | B
          public class A { } class B { START }                              | A.java     | B
          class A { START } class Main { START }                            | Main.java  | Main
          class A { START } class B { START }                               | Main.java  | -
          class Main extends Base { } class Base { START }                  | Main.java  | Base
          public class A extends B { } class B { }                          | A.java     | A
          class A { } class B { }                                           | Main.java  | -
          package a.b ; public class C { START }                            | C.java     | a.b.C
          /* public class X */ class Y { START }                            | Main.java  | Y
          class Y { String s = "} public class X {"; START }                | Main.java  | Y
          class Y { char c = '{'; char d = '\\''; START }                   | Main.java  | Y
          class Y { class Main { } static class Z { START } START }         | Main.java  | Y
          enum E { A; START }                                               | Main.java  | E
          public record R(int x) { START }                                  | R.java     | R
          interface I { static void main(String[] a) { } }                  | Main.java  | I
          import java.util.*; @Deprecated public class A { START }          | A.java     | A
          @Named(String.class) class A { START }                            | Main.java  | A
          void main() { System.out.println(1); }                            | Main.java  | Main
          """)
  void findsFileAndClassToStart(String text, String file, String entry) {
    JavaSource source = JavaSource.of(text.replace("START", START));

    assertThat(source.file()).isEqualTo(file);
    assertThat(source.entry().orElse("-")).isEqualTo(entry);
  }

  @Test
  void readsAnyText() {
    for (String text : new String[] {"", "\"", "'", "/*", "//", "\"\"\"", "}}}{", "class", "\\"}) {
      assertThat(JavaSource.of(text).types()).isEmpty();
    }
    assertThat(
            JavaSource.of("class A { String s = \"\"\"\n \" } \\\"\"\" class B { } \"\"\"; }")
                .types())
        .hasSize(1);
  }
}
