package assay.reports.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a report calls runs that lie in folders: the one rule for pages, tables, files and charts.
public final class RunNames {
  private RunNames() {}

  /// Returns a name for each folder, in the same order: the shortest end of its path that no other
  /// folder's path has. Folders with names of their own are called by these; `a/run` and `b/run`
  /// keep what tells them apart. Names depend on the folders only, not on their order.
  ///
  /// @throws IllegalArgumentException if a folder is given twice
  public static List<String> of(List<Path> folders) {
    List<Path> paths = folders.stream().map(RunNames::plain).toList();
    for (int i = 0; i < paths.size(); i++) {
      if (paths.indexOf(paths.get(i)) != i) {
        throw new IllegalArgumentException("the run %s is named twice".formatted(paths.get(i)));
      }
    }
    return paths.stream().map(path -> among(path, paths)).toList();
  }

  /// Returns the name of one folder beside others, of which it may be one.
  public static String among(Path folder, List<Path> folders) {
    Path path = plain(folder);
    List<Path> others =
        folders.stream().map(RunNames::plain).filter(each -> !each.equals(path)).toList();
    for (int count = 1; count <= path.getNameCount(); count++) {
      Path end = path.subpath(path.getNameCount() - count, path.getNameCount());
      if (others.stream().noneMatch(each -> each.endsWith(end))) {
        return text(end);
      }
    }
    // Another path ends in all names of this one: only its root tells them apart.
    return "/" + text(path);
  }

  private static Path plain(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  private static String text(Path path) {
    return IntStream.range(0, path.getNameCount())
        .mapToObj(i -> path.getName(i).toString())
        .collect(Collectors.joining("/"));
  }
}
