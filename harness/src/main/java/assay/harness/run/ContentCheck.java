package assay.harness.run;

import assay.results.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether what a log or a recording says of a sample is what the data says: data sets are revised
/// under the same ids, and an answer to one revision says nothing about another.
///
/// Questions are compared but for white space, options and letters exactly. References that are no
/// letters are not compared: programs write one number in many ways.
public final class ContentCheck {
  private ContentCheck() {}

  /// Returns in words what differs; empty where nothing that both state does.
  ///
  /// @param stated the sample as far as the log tells; empty texts are not told
  public static Optional<String> difference(Sample stated, Sample data) {
    List<String> words = new ArrayList<>();
    if (!stated.input().isEmpty() && !plain(stated.input()).equals(plain(data.input()))) {
      words.add("another question");
    }
    if (data.extras() instanceof Sample.Choices there) {
      if (stated.extras() instanceof Sample.Choices here
          && !same(here.options(), there.options())) {
        words.add("other options");
      }
      if (!stated.target().isEmpty() && !stated.target().equals(data.target())) {
        words.add("the answer %s, not %s".formatted(stated.target(), data.target()));
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", words));
  }

  /// Where only the number of options is known, letters stand for them. `N/A` fills up lists of
  /// options and is none.
  private static boolean same(List<String> listed, List<String> data) {
    List<String> stated = listed.stream().filter(option -> !option.equals("N/A")).toList();
    List<String> letters = Sample.Choices.letters(stated.size());
    return stated.equals(letters) ? stated.size() == data.size() : stated.equals(data);
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
