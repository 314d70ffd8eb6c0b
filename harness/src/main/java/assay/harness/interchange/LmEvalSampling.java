package assay.harness.interchange;

import assay.results.GenerationSettings;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What `generation_kwargs` of lm-evaluation-harness mean. Its own engines take `do_sample: false`
/// for greedy whatever temperature stands beside it; its endpoints (`local-completions` and the
/// like) drop `do_sample` and send the temperature. Of the names for the token limit the first in
/// [#LIMITS] counts.
///
/// Source: EleutherAI/lm-evaluation-harness 0.4.13, `models/utils.py` (`normalize_gen_kwargs`) and
/// `models/openai_completions.py`; what an endpoint is sent was seen with
/// `tools/interchange/make_lm_eval_results.py`.
final class LmEvalSampling {
  private static final List<String> LIMITS =
      List.of("max_gen_toks", "max_new_tokens", "max_tokens", "max_completion_tokens");

  private LmEvalSampling() {}

  /// Returns the settings of one attempt. A token limit that is not stated is that of the backend,
  /// and unknown.
  ///
  /// @param node the arguments, or the missing node
  /// @param backend the kind of model that read them, such as `hf`
  static GenerationSettings settings(JsonNode node, String backend) {
    int limit =
        LIMITS.stream()
            .map(node::path)
            .filter(JsonNode::isNumber)
            .findFirst()
            .map(JsonNode::asInt)
            .orElse(0);
    boolean greedy = !backend.endsWith("completions") && !node.path("do_sample").asBoolean(true);
    double temperature = greedy ? 0 : node.path("temperature").asDouble(0);
    double topP = node.path("top_p").asDouble(1);
    return new GenerationSettings(
        limit > 0 ? limit : Integer.MAX_VALUE,
        temperature >= 0 && temperature <= 100 ? temperature : 0,
        topP > 0 && topP <= 1 ? topP : 1,
        Math.max(0, node.path("top_k").asInt(0)),
        0,
        until(node.path("until")),
        1);
  }

  private static List<String> until(JsonNode node) {
    List<String> texts = new ArrayList<>();
    (node.isTextual() ? Stream.of(node) : node.valueStream())
        .filter(JsonNode::isTextual)
        .forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
