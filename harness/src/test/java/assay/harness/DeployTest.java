package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The recipes of images, as far as they can be held without building one; [ArchiveTest] carries
/// out what they do with the archive.
final class DeployTest {
  private static final Path DEPLOY = Documents.ROOT.resolve("deploy");

  /// The commands of both recipes that make the program of the archive.
  static List<String> unpacking(String recipe) throws IOException {
    String text = Files.readString(DEPLOY.resolve(recipe)).replaceAll("\\\\\n *&& *", "\n");
    return text.lines()
        .map(line -> line.strip().replaceFirst("^RUN ", ""))
        .filter(line -> line.matches("(mv|ln|rm|XDG_CACHE_HOME|tar) ?.*"))
        .filter(line -> !line.contains("/var/lib/apt"))
        .toList();
  }

  @Test
  void bothRecipesTakeTheArchiveThatTheBuildMakes() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*)</version>")
            .matcher(Files.readString(Documents.ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    String archive = "harness/target/assay-" + version.group(1) + ".tar.gz";
    assertThat(DEPLOY.resolve("Dockerfile")).content().contains("ADD " + archive + " /opt/\n");
    assertThat(DEPLOY.resolve("assay.def"))
        .content()
        .contains("    " + archive + " /opt/assay.tar.gz\n");
    assertThat(DEPLOY.resolve("Dockerfile.dockerignore"))
        .content()
        .isEqualTo("*\n!harness/target/assay-*.tar.gz\n");
  }

  @Test
  void bothRecipesUnpackItTheSameWay() throws IOException {
    List<String> dockerfile = unpacking("Dockerfile");
    assertThat(dockerfile).hasSize(5);
    // ADD unpacks by itself.
    assertThat(unpacking("assay.def"))
        .startsWith("tar -xzf /opt/assay.tar.gz -C /opt", "rm /opt/assay.tar.gz")
        .endsWith(dockerfile.toArray(String[]::new))
        .hasSize(7);
  }

  /// What hadolint asks of a recipe: DL3006 and DL3007 (a tag that is not latest), DL3009 and
  /// DL3015 (no lists and no recommendations of apt), DL3000 (whole paths), DL3020 (ADD for
  /// archives alone), DL3025 (words, not a shell's line).
  @Test
  void theDockerfileKeepsTheRulesOfItsLinter() throws IOException {
    String text = Files.readString(DEPLOY.resolve("Dockerfile")).replace("\\\n", " ");
    List<String> lines =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    assertThat(lines)
        .allSatisfy(
            line -> {
              switch (line.substring(0, line.indexOf(' '))) {
                case "FROM" ->
                    assertThat(line).matches("FROM [a-z-]+:(?!latest)[\\w.-]+(?: AS [a-z]+)?");
                case "RUN" -> {
                  if (line.contains("apt-get install")) {
                    assertThat(line)
                        .contains("-y --no-install-recommends", "rm -rf /var/lib/apt/lists/*");
                  }
                }
                case "WORKDIR" -> assertThat(line).startsWith("WORKDIR /");
                case "ENTRYPOINT" -> assertThat(line).startsWith("ENTRYPOINT [\"");
                default -> assertThat(line).matches("ADD \\S+\\.tar\\.gz /\\S+");
              }
            });
  }
}
