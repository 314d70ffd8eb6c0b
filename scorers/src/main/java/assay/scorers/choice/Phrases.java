package assay.scorers.choice;

import java.util.regex.Pattern;

/// The phrases in which models state their answer.
///
/// Each expression is matched at the start of a window of fixed length, except [#CUE] and
/// [#LETTER_LINE] and [#MENTIONED], which are searched for and take constant time at each place.
final class Phrases {
  static final Pattern CUE =
      Pattern.compile(
          "(?i:answer|option|choice|choose|select|pick|boxed|cannot|can't|unable)|[(]\\s?[A-J]\\s?[)]");

  private static final String VERB =
      "(?:is|are|was|would be|should be|must be|will be|has to be|can only be|be|remains|becomes)";
  private static final String ADVERBS =
      "(?:(?:[\\s,:*]|--?>)*\\b(?:therefore|thus|then|hence|clearly|most"
          + " likely|likely|probably|definitely|indeed|simply|actually|now|just|still|option|choice|letter|answer|closest"
          + " to|best represented by|best described by|represented by|given by|statement)\\b)*";
  private static final String MARKS = "[\\s:*_$\"'“‘`>=]*";

  /// From "answer" to where the option has to stand. Group 1 is a negation.
  static final Pattern ANSWER =
      Pattern.compile(
          "(?i:answers?(?:[\\s*]+(?:choice|option|letter))?"
              + "(?:[^.\\n?!:]{0,90}?[\\s*)]"
              + VERB
              + "\\b|[\\s*_)]*[:=]|[\\s*]*,(?=\\s*\\()|(?=\\s+\\([A-J]\\)))"
              + "(?:\\s+(not|never)\\b|n't\\b)?"
              + ADVERBS
              + ")"
              + MARKS);

  static final Pattern OPTION =
      Pattern.compile(
          "(?i:(?:option|choice)s?\\b(?:[^.\\n?!:]{0,90}?[\\s*)]"
              + VERB
              + "\\b|[\\s*]*:)(?:\\s+(not|never)\\b)?"
              + ADVERBS
              + ")"
              + MARKS);

  static final Pattern CHOOSE =
      Pattern.compile(
          "(?i:(?:choose|select|pick)(?:ed|s)?\\s+(?:(?:the|an?|answer|option|choice|letter)\\s+){0,2})"
              + MARKS);

  static final Pattern BOXED =
      Pattern.compile("boxed\\s*\\{\\s*(?:\\\\(?:text|mathrm|textbf|mathbf|textrm)\\s*\\{)?\\s*");

  /// What follows a letter that is called right or wrong.
  static final Pattern JUDGED =
      Pattern.compile(
          "(?i)[\\s*:,]*(?:is|are|would"
              + " be|seems|appears)(?:\\s+to\\s+be)?\\s+(not\\s+|in)?(?:the\\s+)?"
              + "(?:(?:most|only|single)\\s+)?(?:\\w+\\s+)?(correct|right|best|closest|wrong|false"
              + "|incorrect|likely|appropriate|accurate|suitable|answer|choice|option)\\b");

  static final Pattern REFUSAL =
      Pattern.compile(
          "(?i:cannot|can't|unable\\s+to)\\s+(?:\\w+\\s+){0,2}?(?i:answer|provide|give)\\b");

  static final Pattern TAKEN_BACK =
      Pattern.compile(
          "(?i)[\\s.,;:)*]*(?:but|however|wait|no)\\b[^.\\n"
              + "]{0,40}?\\b(?:not|n't|incorrect|wrong)\\b");
  static final Pattern ANOTHER =
      Pattern.compile("[\\s*]*(?:,?\\s*(?:and|or)\\b|,|/|&)[\\s*]*(?:both\\s+)?");

  /// "(A, B)"
  static final Pattern LETTERS =
      Pattern.compile("[(]\\s?[A-J]\\s?(?:,|/|&|and|or)\\s?(?:and |or )?[A-J]\\b");

  static final Pattern SUBJECT = Pattern.compile("\\s+(?:is|are|was|would|does|can)\\b");
  static final Pattern LETTER_LINE = Pattern.compile("\\n[(*]*[A-J][.):]");
  static final Pattern NONE =
      Pattern.compile(
          "(?i)[(]?(?:none|neither|not\\s+(?:listed|among|given|provided|in\\s+the|one\\s+of))\\b");
  static final Pattern CONDITION =
      Pattern.compile(
          "(?i)\\b(?:if|whether|suppose|assuming|assume|unless)\\s+(?:the|that|our)?\\s*"
              + "(?:correct\\s+|final\\s+)?$");
  static final Pattern PRAISED =
      Pattern.compile("(?i)\\b(?:correct|right|best|final|closest|appropriate|only|most \\w+)\\b");

  static final Pattern MENTIONED =
      Pattern.compile(
          "(?:[.\\n] ?|^)\\(([A-J])\\) (?:is|was|are|were|will|would)\\b|[Oo]ption \\(([A-J])\\)");

  /// What makes a phrase that ends there a rejection.
  static final Pattern NEGATED =
      Pattern.compile(
          "(?i)(?:cannot|can(?:'|’)t|can not|could not|couldn(?:'|’)t|must not|would not|should not"
              + "|may not|isn(?:'|’)t)(?: be| have been)?[\\s:*_$\"'“‘`>=]*$");

  /// From a conclusion to where the option has to stand.
  static final Pattern CONCLUDED =
      Pattern.compile(
          "(?i)\\b(?:so|thus|therefore|hence|then),? (?:it|this|that) (?:is|must be|has to"
              + " be|should be) (?:option |choice )?[*\"'`]{0,3}");

  /// What begins a reason behind a letter.
  static final Pattern REASONED = Pattern.compile("[\\s,*]{0,4}(?:because|since)\\b");

  /// A small letter that ends its line.
  static final Pattern SMALL = Pattern.compile("\\(?([a-j])\\)?[.!*\"'`]{0,3}[ \\t]{0,4}(?=\\n|$)");

  private Phrases() {}
}
