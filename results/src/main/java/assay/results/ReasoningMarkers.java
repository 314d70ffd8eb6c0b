package assay.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The pairs of markers between which models think.
///
/// Only pairs that the makers of models or of training recipes document are here; plain headings,
/// such as Granite's "Here is my thought process:", are not, since ordinary text has them too.
public enum ReasoningMarkers {
  /// DeepSeek R1 and V3.1, Qwen3 and QwQ, GLM, Kimi, SmolLM3, Nemotron and others. Source:
  /// DeepSeek, `DeepSeek-R1` model card, "Usage Recommendations".
  THINK("<think>", "</think>"),
  /// Cohere's Command R7B and Command A. Source: their chat templates.
  COHERE("<|START_THINKING|>", "<|END_THINKING|>"),
  /// Mistral's Magistral and Ministral. Source: their chat templates.
  MISTRAL("[THINK]", "[/THINK]"),
  /// ByteDance's Seed-OSS. Source: its chat template.
  SEED("<seed:think>", "</seed:think>"),
  /// Moonshot's Kimi-VL-Thinking. Source: its model card, which shows how to split its output.
  KIMI("◁think▷", "◁/think▷"),
  /// OpenAI's gpt-oss: all that it says before the channel `final`. Source: OpenAI, "Harmony
  /// response format".
  HARMONY("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"),
  /// The same, where it begins in the channel of calls.
  HARMONY_COMMENTARY("<|channel|>commentary", "<|channel|>final<|message|>"),
  /// Models trained to put `<reasoning>` before `<answer>`, as many recipes for reinforcement
  /// learning do.
  REASONING("<reasoning>", "</reasoning>");

  private final String opening;
  private final String closing;

  ReasoningMarkers(String opening, String closing) {
    this.opening = opening;
    this.closing = closing;
  }

  /// Returns what stands before the thoughts.
  public String opening() {
    return opening;
  }

  /// Returns what stands behind the thoughts.
  public String closing() {
    return closing;
  }

  /// Returns the markers of the thoughts that a prompt has opened and not closed: those that its
  /// text ends with, white space aside.
  public static Optional<ReasoningMarkers> openedBy(String prompt) {
    String end = prompt.stripTrailing();
    return Arrays.stream(values()).filter(markers -> end.endsWith(markers.opening)).findFirst();
  }

  /// Returns all markers, opening and closing.
  public static List<String> texts() {
    return Arrays.stream(values())
        .flatMap(markers -> List.of(markers.opening, markers.closing).stream())
        .toList();
  }
}
