package assay.scorers.code.sandbox.image;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.Executables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonArchiveTest {
  @TempDir Path folder;

  @Test
  void packsAPythonThatTarReads() throws IOException, BackendRefused {
    Path archive = folder.resolve("python.tar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      PythonArchive.of(Optional.empty(), Set.of()).write(out);
    }

    String listing = Executables.output(List.of("tar", "-tvf", archive.toString()));

    assertThat(listing).contains("usr/local/bin/python3 -> ", "/json/decoder.py", "libc.so.6");
    assertThat(listing.lines().filter(line -> !line.contains(" 0/0 "))).isEmpty();
  }

  @Test
  void packsCompilersThatAreAskedFor() throws IOException, BackendRefused {
    Path archive = folder.resolve("compilers.tar");
    Set<Language> languages = Set.of(Language.CPP, Language.JAVA);
    try (OutputStream out = Files.newOutputStream(archive)) {
      PythonArchive.of(Optional.empty(), languages).write(out);
    }

    List<String> names =
        Executables.output(List.of("tar", "-tf", archive.toString())).lines().toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .noneMatch(name -> name.contains("/../"))
        .anyMatch(name -> name.endsWith("bin/g++"))
        .anyMatch(name -> name.endsWith("/cc1plus"))
        .anyMatch(name -> name.endsWith("/iostream"))
        .anyMatch(name -> name.endsWith("/crt1.o"))
        .anyMatch(name -> name.endsWith("/libisl.so.23") || name.contains("/libgmp.so"))
        .anyMatch(name -> name.endsWith("bin/javac"))
        .anyMatch(name -> name.endsWith("lib/modules"))
        .anyMatch(name -> name.endsWith("/libjvm.so"))
        .noneMatch(name -> name.endsWith(".jmod") || name.endsWith("src.zip"));
  }

  @Test
  void writesLongNamesAndEveryKindOfEntry() throws IOException {
    String name = "/" + "folder/".repeat(30) + "file.txt";
    Path archive = folder.resolve("long.tar");
    try (OutputStream out = Files.newOutputStream(archive)) {
      TarWriter tar = new TarWriter(out);
      tar.folder("/folder", 0755);
      tar.file(name, 0644, new byte[1000]);
      tar.file("/empty", 0755, new byte[0]);
      tar.link("/link", name);
      tar.end();
    }

    assertThat(Executables.output(List.of("tar", "-tvf", archive.toString())).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("drwxr-xr-x 0/0").endsWith(" folder/"),
            line -> assertThat(line).startsWith("-rw-r--r-- 0/0").endsWith(name.substring(1)),
            line -> assertThat(line).startsWith("-rwxr-xr-x 0/0").endsWith(" empty"),
            line -> assertThat(line).startsWith("lrwxrwxrwx 0/0").endsWith(" link -> " + name));
  }
}
