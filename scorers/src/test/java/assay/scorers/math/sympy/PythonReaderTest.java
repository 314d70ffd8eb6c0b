package assay.scorers.math.sympy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases were tried on `parse_expr` of sympy 1.12 with implicit multiplication.
class PythonReaderTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2x,x*2",
    "1/2x,x/2",
    "2(3),6",
    "xy,y*x",
    "7+3/4,31/4",
    "2^3^2,512",
    "sqrt(8),2sqrt(2)",
    "-2^2,-4",
    "9_5,95",
    "pi*2,2pi",
    "3!,6",
    "x3,3x"
  })
  void readsImplicitProducts(String text, String same) {
    assertThat(
            Simplification.create()
                .isZero(
                    PythonReader.read(text).orElseThrow(), PythonReader.read(same).orElseThrow()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=5", "(1", "1,2", "", "*", "x<3", "±2", "012"})
  void doesNotReadWhatHasNoDifference(String text) {
    assertThat(PythonReader.read(text)).isEmpty();
  }
}
