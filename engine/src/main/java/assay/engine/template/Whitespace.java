package assay.engine.template;

/// The characters for which Python's `str.isspace` holds, and stripping by sets of characters.
final class Whitespace {
  private Whitespace() {}

  static boolean is(int codePoint) {
    return switch (codePoint) {
      case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0 -> true;
      case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200A;
    };
  }

  static boolean isBlank(String text) {
    return text.codePoints().allMatch(Whitespace::is);
  }

  static String stripLeft(String text) {
    int start = 0;
    while (start < text.length() && is(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  static String stripRight(String text) {
    int end = text.length();
    while (end > 0 && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String strip(String text) {
    return stripRight(stripLeft(text));
  }

  /// Removes from the start what is in the set of characters `chars`.
  static String stripLeft(String text, String chars) {
    int start = 0;
    while (start < text.length() && chars.indexOf(text.codePointAt(start)) >= 0) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  /// Removes from the end what is in the set of characters `chars`.
  static String stripRight(String text, String chars) {
    int end = text.length();
    while (end > 0 && chars.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }
}
