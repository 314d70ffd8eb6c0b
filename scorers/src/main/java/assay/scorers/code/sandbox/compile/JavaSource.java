package assay.scorers.code.sandbox.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the names in a Java source file say about how it is compiled and started.
///
/// A file must be named after its public type. The class to start is the one that declares a `main`
/// method; of several it is the public one, else `Main`. Nothing is compiled to find that out: the
/// text is cut into words, without comments, strings and what stands in inner braces.
///
/// Source: The Java Language Specification, 3.5 to 3.10 (lexical structure), 7.6 (top level types),
/// 12.1.4 (the method `main`).
///
/// @param packageName the file's package, or empty
/// @param types the top-level types, in order
record JavaSource(String packageName, List<Type> types) {
  private static final String MAIN = "Main";
  private static final List<String> KINDS = List.of("class", "interface", "enum", "record");

  /// A top-level type.
  ///
  /// @param open whether it is public
  /// @param starts whether it declares a method named `main`
  record Type(String name, boolean open, boolean starts) {}

  JavaSource {
    types = List.copyOf(types);
  }

  /// Reads the names of a text, which need not be correct Java.
  static JavaSource of(String text) {
    return new Reader(JavaWords.of(text)).read();
  }

  /// Returns the name that the file must have.
  String file() {
    return types.stream().filter(Type::open).findFirst().map(Type::name).orElse(MAIN) + ".java";
  }

  /// Returns the class to start, or empty where several would do or there is nothing to start.
  Optional<String> entry() {
    List<Type> starting = types.stream().filter(Type::starts).toList();
    List<Type> candidates = starting.isEmpty() ? types : starting;
    Optional<String> name =
        candidates.stream()
            .filter(Type::open)
            .findFirst()
            .or(() -> candidates.stream().filter(type -> type.name().equals(MAIN)).findFirst())
            .or(
                () ->
                    candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty())
            .map(Type::name);
    // Without any type, a newer compiler makes a class of the file's name around the methods.
    return (types.isEmpty() ? Optional.of(MAIN) : name)
        .map(found -> packageName.isEmpty() ? found : packageName + "." + found);
  }

  /// Goes through the words with a count of the braces that are open.
  private static final class Reader {
    private final List<String> words;
    private final List<Type> types = new ArrayList<>();
    private String packageName = "";
    private boolean open;
    private int depth;

    Reader(List<String> words) {
      this.words = words;
    }

    JavaSource read() {
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        switch (word) {
          case "{" -> depth++;
          case "}" -> depth = Math.max(0, depth - 1);
          case "package" -> readPackage(i + 1);
          case "public" -> open |= depth == 0;
          case ";" -> open &= depth != 0;
          case "main" -> markStart(i);
          default -> readType(i);
        }
      }
      return new JavaSource(packageName, types);
    }

    private void readPackage(int start) {
      if (depth > 0 || !types.isEmpty() || !packageName.isEmpty()) {
        return;
      }
      int end = start;
      while (end < words.size() && !words.get(end).equals(";")) {
        end++;
      }
      packageName = String.join("", words.subList(start, end));
    }

    private void readType(int i) {
      boolean named = depth == 0 && i + 1 < words.size() && isName(words.get(i + 1));
      // Behind a point it is a class literal, as in an annotation.
      if (named && KINDS.contains(words.get(i)) && (i == 0 || !words.get(i - 1).equals("."))) {
        types.add(new Type(words.get(i + 1), open, false));
        open = false;
      }
    }

    private void markStart(int i) {
      boolean method = i > 0 && words.get(i - 1).equals("void") && following(i).equals("(");
      if (method && depth == 1 && !types.isEmpty()) {
        Type last = types.removeLast();
        types.add(new Type(last.name(), last.open(), true));
      }
    }

    private String following(int i) {
      return i + 1 < words.size() ? words.get(i + 1) : "";
    }

    private static boolean isName(String word) {
      return Character.isJavaIdentifierStart(word.charAt(0));
    }
  }
}
