package assay.scorers.code.sandbox.host;

import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.compile.Compilers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The single files of a compiler of this machine that have to be in an image for it to work there.
///
/// Of a folder that holds the headers and libraries of everything that is installed, only those of
/// the language and of the C library are taken.
public final class CompilerFiles {
  private static final String LINKER_PLUGIN = "liblto_plugin.so";
  private static final long LONGEST_SCRIPT = 4096;

  /// What the linker needs of a folder of libraries.
  private static final Pattern LINKED =
      Pattern.compile(
          ".*\\.o|lib(gcc|gcc_s|gcc_eh|stdc\\+\\+|supc\\+\\+|c|c_nonshared|m|mvec|pthread|dl|rt|util"
              + "|atomic|quadmath)\\.(a|so[.0-9]*)");

  /// Folders of the C library and the kernel among the headers.
  private static final Set<String> SYSTEM_HEADERS =
      Set.of("linux", "asm", "asm-generic", "bits", "gnu", "sys", "net", "netinet", "arpa", "rpc");

  /// What a development kit has for readers and for other programs.
  private static final Set<String> NOT_OF_THE_KIT =
      Set.of("jmods", "include", "man", "legal", "docs", "demo", "sample", "src.zip");

  private CompilerFiles() {}

  /// Returns the files of a language's compiler.
  ///
  /// @throws BackendRefused when this machine has none
  public static Set<Path> of(Language language) throws BackendRefused, IOException {
    return switch (language) {
      case PYTHON -> Set.of();
      case CPP -> of(HostCpp.find().orElseThrow(() -> missing(language)));
      case JAVA -> of(HostJdk.find().orElseThrow(() -> missing(language)));
    };
  }

  /// Returns the name under which the language's compiler is looked for on the path, and its place.
  public static Map.Entry<String, Path> command(Language language) throws BackendRefused {
    return switch (language) {
      case PYTHON -> throw new IllegalArgumentException("Python is not compiled");
      case CPP -> Map.entry("g++", HostCpp.find().orElseThrow(() -> missing(language)).command());
      case JAVA ->
          Map.entry(
              "javac",
              HostJdk.find().orElseThrow(() -> missing(language)).home().resolve("bin/javac"));
    };
  }

  private static BackendRefused missing(Language language) {
    return new BackendRefused(
        "this machine has no %s compiler".formatted(language.title()), Compilers.remedy(language));
  }

  private static Set<Path> of(HostCpp compiler) throws IOException {
    Set<Path> files = new TreeSet<>(compiler.programs());
    files.add(compiler.command());
    for (Path folder : compiler.linked()) {
      addTop(files, folder, name -> LINKED.matcher(name).matches() || name.equals(LINKER_PLUGIN));
    }
    for (Path file : Set.copyOf(files)) {
      files.addAll(namedByScript(file));
    }
    for (Path folder : compiler.headers()) {
      addHeaders(files, folder);
    }
    return files;
  }

  /// Returns the files that a linker script names, as that of the C library names its parts; none
  /// for a real library.
  private static Set<Path> namedByScript(Path file) throws IOException {
    boolean script = file.toString().endsWith(".so") && Files.size(file) <= LONGEST_SCRIPT;
    if (!script) {
      return Set.of();
    }
    return Pattern.compile("/[^\\s()*]+")
        .matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
        .results()
        .map(found -> Path.of(found.group()))
        .filter(Files::isRegularFile)
        .collect(Collectors.toSet());
  }

  private static void addHeaders(Set<Path> files, Path folder) throws IOException {
    boolean ofTheLanguage = folder.toString().contains("/c++") || folder.toString().contains("gcc");
    if (ofTheLanguage) {
      addAll(files, folder, _ -> true);
      return;
    }
    addTop(files, folder, name -> name.endsWith(".h"));
    for (String name : SYSTEM_HEADERS) {
      if (Files.isDirectory(folder.resolve(name))) {
        addAll(files, folder.resolve(name), _ -> true);
      }
    }
  }

  private static Set<Path> of(HostJdk kit) throws IOException {
    Set<Path> files = new TreeSet<>();
    addAll(
        files,
        kit.home(),
        file -> {
          Path inside = kit.home().relativize(file);
          return !NOT_OF_THE_KIT.contains(inside.getName(0).toString())
              && !NOT_OF_THE_KIT.contains(inside.getFileName().toString());
        });
    return files;
  }

  private static void addTop(Set<Path> files, Path folder, Predicate<String> wanted)
      throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(Files::isRegularFile)
          .filter(file -> wanted.test(file.getFileName().toString()))
          .forEach(files::add);
    }
  }

  private static void addAll(Set<Path> files, Path folder, Predicate<Path> wanted)
      throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(Files::isRegularFile).filter(wanted).forEach(files::add);
    }
  }
}
