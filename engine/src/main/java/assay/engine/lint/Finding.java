package assay.engine.lint;

/// Something about a model's files that leads to other prompts or answers than its authors meant.
///
/// @param rule which is broken
/// @param level how bad it is
/// @param message what was found, and what follows from it
public record Finding(Rule rule, Level level, String message) {

  /// How bad a finding is.
  public enum Level {
    /// The model cannot be used as it is.
    ERROR,
    /// Programs that read the files will differ in what they do.
    WARNING,
    /// Worth knowing.
    NOTE
  }

  /// What is looked for.
  public enum Rule {
    /// The template writes the begin of a text that the tokenizer adds as well.
    DOUBLE_BOS("double-bos"),
    /// The tokenizer adds a begin of a text that the template does not write.
    BOS_MISSING("bos-missing"),
    /// The template uses a special token that the files do not name.
    UNDEFINED_SPECIAL_TOKEN("undefined-special-token"),
    /// Tokenizer, configuration and template disagree about the end of an answer.
    END_DISAGREES("end-disagrees"),
    /// There is no chat template.
    NO_TEMPLATE("no-template"),
    /// The template cannot be read or rendered.
    TEMPLATE_FAILS("template-fails"),
    /// A token with a role, or one that looks like a control token, is typed as ordinary text.
    SPECIAL_AS_TEXT("special-as-text"),
    /// A prompt of raw text goes to a model that was trained on chats.
    RAW_PROMPT("raw-prompt"),
    /// The template adds a system prompt where the conversation has none.
    HIDDEN_SYSTEM_PROMPT("hidden-system-prompt"),
    /// The template does not end where the assistant begins to answer.
    NO_GENERATION_PROMPT("no-generation-prompt"),
    /// The vocabulary and the embedding have different sizes.
    VOCABULARY_SIZE("vocabulary-size");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    /// Returns the name of the rule in reports.
    public String label() {
      return label;
    }
  }
}
