package assay.scorers.code.sandbox.image;

import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.docker.DockerEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a container image of this machine's Python, for engines that reach no registry.
public final class ImageImport {
  private ImageImport() {}

  /// What was made.
  ///
  /// @param engine where
  /// @param image the image's name
  /// @param id its identifier, a digest of its content
  /// @param bytes the size of the archive
  public record Imported(String engine, String image, String id, long bytes) {}

  /// Packs an interpreter and hands it to the first engine that answers.
  ///
  /// @param python the interpreter, else `python3` on the path
  /// @param languages those whose compilers are packed as well
  /// @param image the name that the image gets
  /// @throws SandboxFault when there is no engine, no Python, or the engine refuses the archive
  public static Imported run(Optional<Path> python, Set<Language> languages, String image)
      throws SandboxFault {
    try (DockerEngine engine = firstEngine()) {
      Path archive = Files.createTempFile("assay-python", ".tar");
      try {
        try (OutputStream out = Files.newOutputStream(archive)) {
          PythonArchive.of(python, languages).write(out);
        }
        String id = engine.importImage(archive, image);
        return new Imported(engine.name(), image, id, Files.size(archive));
      } finally {
        Files.delete(archive);
      }
    } catch (BackendRefused e) {
      throw new SandboxFault(e.getMessage() + "; " + e.remedy(), e);
    } catch (IOException e) {
      throw new SandboxFault("the image could not be made: " + e.getMessage(), e);
    }
  }

  private static DockerEngine firstEngine() throws BackendRefused {
    List<BackendFinding> refused = new ArrayList<>();
    List<DockerEngine> engines = DockerEngine.all(refused);
    if (engines.isEmpty()) {
      throw new BackendRefused(refused.getFirst().reason(), refused.getFirst().remedy());
    }
    engines.subList(1, engines.size()).forEach(DockerEngine::close);
    return engines.getFirst();
  }
}
