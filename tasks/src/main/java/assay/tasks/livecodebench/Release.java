package assay.tasks.livecodebench;

import assay.tasks.DataException;
import assay.tasks.PublishedData;
import assay.tasks.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which of LiveCodeBench's files make up a release.
///
/// File N is `test.jsonl` for 1 and `testN.jsonl` beyond, possibly with `.gz`. `release_vN` is
/// files 1 to N, `release_latest` 1 to 6; `vN` is file N alone and `vA_vB` files A to B. A release
/// is not a span of dates: `release_v1` has 400 problems, the dates it is said to span have more.
final class Release {
  private static final int NEWEST = 6;
  private static final Pattern FILE = Pattern.compile("test([2-6]?)\\.jsonl(?:\\.gz)?");
  private static final Pattern UP_TO = Pattern.compile("release_v([1-6])");
  private static final Pattern RANGE = Pattern.compile("v([1-6])(?:_v([1-6]))?");

  /// The SHA-256 of the published files, in order.
  private static final List<String> DIGESTS =
      List.of(
          "2bd02b38beb48e8c46b5b9987095d999ff38cd8efc255ea5d58974317c48f63f",
          "095df7c5daf15f882c51a9deb84085cff1e073495a5dbcf95015a564d485f3a3",
          "28ed26cc83363ce3f1fe2d5fad9f8393077beb1907b167a31bd3b32f80801b79",
          "d711138ddaebfcf5f8ec6a4283ee677298c0f5c5d374a235af92aaf0584510da",
          "7f77571c2a6df0c2a72a3277650309f67e01e0008e18117e624633df53f81214",
          "bb4c364f71921c4495a6ad15abe1a927350b720009f4933e2e71f8af0f6fd1f5");

  private Release() {}

  /// Returns where the files of the window's release are published; without a release, all of them.
  static PublishedData published(Window window) {
    List<PublishedData.File> files = new ArrayList<>();
    for (int number : window.release().map(Release::numbers).orElseGet(() -> between(1, NEWEST))) {
      files.add(PublishedData.File.of(fileName(number), DIGESTS.get(number - 1)));
    }
    return new PublishedData(
        "livecodebench/code_generation_lite",
        "0fe84c3912ea0c4d4a78037083943e8f0c4dd505",
        files,
        List.of());
  }

  private static String fileName(int number) {
    return "test" + (number == 1 ? "" : number) + ".jsonl";
  }

  /// Returns the data files that the window's release needs; without a release, the files as given,
  /// and of a folder all of its releases' files.
  ///
  /// @throws DataException if a file of the release is missing
  static List<Path> files(List<Path> data, Window window) {
    List<Path> given = expanded(data);
    if (window.release().isEmpty()) {
      return given;
    }
    String release = window.release().get();
    List<Path> chosen = new ArrayList<>();
    for (int number : numbers(release)) {
      chosen.add(
          given.stream()
              .filter(file -> number(file).equals(Optional.of(number)))
              .findFirst()
              .orElseThrow(() -> missing(data, release, number)));
    }
    return chosen;
  }

  /// Returns how the metric's name says which problems were asked, such as `v5 2024-08..2025-01`.
  static String label(Window window) {
    List<String> parts = new ArrayList<>();
    window.release().ifPresent(parts::add);
    if (!window.isAll()) {
      parts.add(
          window.from().map(Release::firstDay).orElse("")
              + ".."
              + window.to().map(Release::lastDay).orElse(""));
    }
    return parts.isEmpty() ? "all" : String.join(" ", parts);
  }

  private static String firstDay(LocalDate day) {
    return day.getDayOfMonth() == 1 ? month(day) : day.toString();
  }

  private static String lastDay(LocalDate day) {
    return day.getDayOfMonth() == day.lengthOfMonth() ? month(day) : day.toString();
  }

  private static String month(LocalDate day) {
    return day.toString().substring(0, "2024-08".length());
  }

  private static List<Integer> numbers(String release) {
    Matcher upTo = UP_TO.matcher(release);
    Matcher range = RANGE.matcher(release);
    if (release.equals("release_latest")) {
      return between(1, NEWEST);
    }
    if (upTo.matches()) {
      return between(1, Integer.parseInt(upTo.group(1)));
    }
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (first <= last) {
        return between(first, last);
      }
    }
    throw new IllegalArgumentException(
        ("unknown release \"%s\"; expected release_v1 to release_v6,"
                + " release_latest, v1 to v6, or a range such as v4_v5")
            .formatted(release));
  }

  private static List<Integer> between(int first, int last) {
    return Stream.iterate(first, number -> number <= last, number -> number + 1).toList();
  }

  private static Optional<Integer> number(Path file) {
    Matcher name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    return Optional.of(name.group(1).isEmpty() ? 1 : Integer.parseInt(name.group(1)));
  }

  private static List<Path> expanded(List<Path> data) {
    List<Path> files = new ArrayList<>();
    for (Path path : data) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      for (int number : between(1, NEWEST)) {
        String name = fileName(number);
        Stream.of(name, name + ".gz").map(path::resolve).filter(Files::exists).forEach(files::add);
      }
    }
    if (files.isEmpty()) {
      throw DataException.inFile(
          data.getFirst().toString(),
          "has none of LiveCodeBench's files; expected test.jsonl, test2.jsonl and so on. Name the"
              + " files themselves");
    }
    return files;
  }

  private static DataException missing(List<Path> data, String release, int number) {
    return DataException.inFile(
        data.getFirst().toString(),
        "the release %s needs %s, which is not among the data files. Add it, or choose by dates"
            .formatted(release, fileName(number)));
  }
}
