package assay.reports.axes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelLabelTest {
  @ParameterizedTest
  @CsvSource({
    "Qwen/Qwen2.5-7B, qwen2.5-7b, general",
    "Qwen2.5-Coder-7B, qwen2.5-7b, coder",
    "Qwen2.5-Math-7B-Instruct, qwen2.5-7b-instruct, math",
    "qwen2.5-coder-7b-instruct-q8_0.gguf, qwen2.5-7b-instruct, coder",
    "Qwen2.5-7B-Instruct-IQ4_NL.gguf, qwen2.5-7b-instruct, general",
    "CodeQwen1.5-7B-Chat, qwen1.5-7b-instruct, coder",
    "Qwen1.5-7B-Chat, qwen1.5-7b-instruct, general",
    "deepseek-ai/DeepSeek-Coder-V2-Lite-Base, deepseek-v2-lite, coder",
    "DeepSeek-V2-Lite, deepseek-v2-lite, general",
    "Llama-2-70b-hf, llama-2-70b, general",
    "gemma-2-9b-it-f16.gguf, gemma-2-9b-instruct, general",
    "o1-mini, o1-mini, general",
    "code, code, general"
  })
  void readsFamilyAndVariantFromAName(String name, String family, String variant) {
    assertThat(ModelLabel.of(name)).isEqualTo(new ModelLabel(family, variant));
  }

  @Test
  void refusesAnEmptyPart() {
    assertThatThrownBy(() -> new ModelLabel("", "math"))
        .hasMessage("a label is FAMILY/VARIANT, found \"/math\"");
  }
}
