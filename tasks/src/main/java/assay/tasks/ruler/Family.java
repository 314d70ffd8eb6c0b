package assay.tasks.ruler;

import java.util.Arrays;

/// What the scripts of RULER have in common for all variants that one of them makes: the words of
/// the prompt, the beginning of the answer, and how long an answer may be.
///
/// Source: [NVIDIA/RULER at
/// c3f5e3b](https://github.com/NVIDIA/RULER/tree/c3f5e3b4f87f97e048793bb510a3a6b19a46bf3a),
/// `scripts/data/synthetic/constants.py`.
enum Family {
  /// Needles in a haystack.
  NEEDLES(
      128,
      """
      Some special magic {type_needle_v} are hidden within the following text. Make sure to\
       memorize it. I will quiz you about the {type_needle_v} afterwards.
      {context}
      What are all the special magic {type_needle_v} for {query} mentioned in the provided text?\
      """,
      " The special magic {type_needle_v} for {query} mentioned in the provided text are"),

  /// A chain of variables.
  VARIABLES(
      30,
      """
      Memorize and track the chain(s) of variable assignment hidden in the following text.

      {context}
      Question: Find all variables that are assigned the value {query} in the text above.\
      """,
      " Answer: According to the chain(s) of variable assignment in the text above, {num_v}"
          + " variables are assigned the value {query}, they are: "),

  /// The ten commonest words of a list.
  COMMON_WORDS(
      120,
      """
      Below is a numbered list of words. In these words, some appear more often than others.\
       Memorize the ones that appear most often.
      {context}
      Question: What are the 10 most common words in the above list?\
      """,
      " Answer: The top 10 words that appear most often in the list are:"),

  /// The three most frequent words of a coded text.
  FREQUENT_WORDS(
      50,
      """
      Read the following coded text and track the frequency of each coded word. Find the three\
       most frequently appeared coded words. {context}
      Question: Do not provide any explanation. Please ignore the dots '....'. What are the three\
       most frequently appeared words in the above coded text?\
      """,
      " Answer: According to the coded text above, the three most frequently appeared words are:"),

  /// Questions over documents, of which the project makes none.
  DOCUMENTS(
      32,
      """
      Answer the question based on the given documents. Only give me the answer and do not output\
       any other words.

      The following are given documents.

      {context}

      Answer the question based on the given documents. Only give me the answer and do not output\
       any other words.

      Question: {query}\
      """,
      " Answer:");

  /// The scripts find the answer's beginning in a prompt by so many characters of it.
  private static final int KNOWN_BY = 10;

  private final int answerTokens;
  private final String template;
  private final String opening;

  Family(int answerTokens, String template, String opening) {
    this.answerTokens = answerTokens;
    this.template = template;
    this.opening = opening;
  }

  /// Returns how many tokens an answer of any of them may have.
  static int longestAnswer() {
    return Arrays.stream(values()).mapToInt(Family::answerTokens).max().orElseThrow();
  }

  /// Returns how many tokens an answer may have.
  int answerTokens() {
    return answerTokens;
  }

  /// Returns the prompt with the beginning of the answer, before anything is filled in.
  String template() {
    return template + opening;
  }

  /// Returns where in a filled prompt the beginning of the answer starts.
  ///
  /// @throws IllegalArgumentException if it is not there
  int openingOf(String text) {
    int start = text.lastIndexOf(opening.substring(0, Math.min(KNOWN_BY, opening.length())));
    if (start < 0) {
      throw new IllegalArgumentException(
          "does not end with the beginning of an answer, \"%s...\""
              .formatted(opening.substring(0, Math.min(KNOWN_BY, opening.length()))));
    }
    return start;
  }
}
