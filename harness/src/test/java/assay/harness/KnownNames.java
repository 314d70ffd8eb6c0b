package assay.harness;

import assay.harness.command.AssayCommand;
import assay.harness.run.Console;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The names that the code has: types, members, packages, commands, flags and files.
final class KnownNames {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("assay");
  private final Set<String> packages =
      classes.stream()
          .map(JavaClass::getPackage)
          .map(JavaPackage::getName)
          .collect(Collectors.toCollection(HashSet::new));
  private final Set<String> types = new HashSet<>();
  private final List<Path> sources; // also of tests and benchmarks, which are not on the class path
  private final CommandLine commands;

  KnownNames() throws IOException {
    classes.forEach(each -> types.add(each.getSimpleName()));
    try (Stream<Path> files = Files.walk(Documents.ROOT)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    sources.forEach(file -> types.add(typeOf(file)));
    Set.copyOf(packages).forEach(this::parents);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    commands =
        AssayCommand.commandLine(new Console(nowhere, nowhere, false, false), Commands.CATALOG);
  }

  private static String typeOf(Path source) {
    String name = source.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  private Stream<Path> sources(String type) {
    return sources.stream().filter(file -> typeOf(file).equals(type));
  }

  private static boolean declares(Path source, String method) {
    try {
      return Pattern.compile("\\b" + Pattern.quote(method) + "\\(")
          .matcher(Files.readString(source))
          .find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parents(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      packages.add(name.substring(0, dot));
    }
  }

  boolean type(String simpleName) {
    return types.contains(simpleName);
  }

  /// Returns whether a type has the member or the type inside it; unknown types have none.
  boolean member(String type, String member) {
    return classes.stream()
            .filter(each -> each.getSimpleName().equals(type))
            .anyMatch(
                each ->
                    each.getAllMembers().stream().map(JavaMember::getName).anyMatch(member::equals)
                        || classes.contain(each.getName() + "$" + member))
        || sources(type)
            .filter(file -> !file.toString().contains("/src/main/"))
            .anyMatch(file -> declares(file, member));
  }

  /// Returns whether a package has this name, the part before it left out or not.
  boolean packageEndingIn(String name) {
    return packages.stream().anyMatch(each -> each.equals(name) || each.endsWith("." + name));
  }

  /// Returns whether the type is in a package of this name.
  boolean typeIn(String packageName, String type) {
    String folder = "/" + packageName.replace('.', '/') + "/" + type + ".java";
    return classes.stream()
            .filter(each -> each.getSimpleName().equals(type))
            .map(JavaClass::getPackageName)
            .anyMatch(each -> each.equals(packageName) || each.endsWith("." + packageName))
        || sources(type).anyMatch(file -> file.toString().endsWith(folder));
  }

  /// Returns whether any command has the flag.
  boolean flag(String flag) {
    return flag(commands, flag);
  }

  private static boolean flag(CommandLine command, String flag) {
    return command.getCommandSpec().optionsMap().containsKey(flag)
        || command.getSubcommands().values().stream().anyMatch(sub -> flag(sub, flag));
  }

  /// Returns what is wrong with a command line that begins with `assay`.
  Optional<String> wrongCommand(String line) {
    CommandLine command = commands;
    boolean named = true;
    String plain = line.replaceFirst("\\s#\\s.*", "");
    for (String word : plain.split("\\s+", -1)) {
      CommandLine sub = command.getSubcommands().get(word);
      if (word.equals("--")) {
        // What stands behind is for the command that does the run.
        command = commands.getSubcommands().get("run");
        named = false;
      } else if (named && sub != null) {
        command = sub;
      } else if (word.startsWith("--")) {
        String flag = word.replaceFirst("[=,.;:)|].*", "");
        if (!command.getCommandSpec().optionsMap().containsKey(flag)) {
          return Optional.of(command.getCommandSpec().qualifiedName() + " has no " + flag);
        }
        named = false;
      } else if (!word.matches("(\\./)?assay")) {
        if (named && !command.getSubcommands().isEmpty() && word.matches("[a-z]{3,}")) {
          return Optional.of(command.getCommandSpec().qualifiedName() + " has no command " + word);
        }
        named = false;
      }
    }
    return Optional.empty();
  }
}
