package assay.engine.family;

import java.util.Optional;

/// Models that people take for language models, since they come in the same files beside them: what
/// each is, so that a refusal can say so.
enum OtherModel {
  /// Turns pictures or sounds into what a language model reads.
  PROJECTOR(
      "this is the part of a model that reads pictures or sounds (mmproj): it writes nothing",
      "Name the file of the language model itself, which lies beside it"),
  /// Makes vectors of texts.
  ENCODER(
      "this model makes vectors of texts (an encoder, for embeddings or ranking): it writes"
          + " nothing",
      "Use a model that generates text"),
  /// Reads a text whole before it writes.
  ENCODER_DECODER(
      "this model reads a text by an encoder before it writes (as T5 does)",
      "Use a model that only decodes");

  private final String what;
  private final String advice;

  OtherModel(String what, String advice) {
    this.what = what;
    this.advice = advice;
  }

  /// Returns what a name stands for, in GGUF files or in configurations; empty for any other.
  static Optional<OtherModel> named(String name) {
    return switch (name) {
      case "clip", "clip_vision_model", "siglip_vision_model", "mmproj" -> Optional.of(PROJECTOR);
      case "bert",
          "distilbert",
          "roberta",
          "xlm-roberta",
          "modernbert",
          "modern-bert",
          "nomic-bert",
          "nomic_bert",
          "nomic-bert-moe",
          "jina-bert-v2",
          "jina-bert-v3",
          "neo-bert",
          "eurobert",
          "gemma-embedding",
          "t5encoder" ->
          Optional.of(ENCODER);
      case "t5", "mt5", "bart", "mbart", "pegasus", "whisper" -> Optional.of(ENCODER_DECODER);
      default -> Optional.empty();
    };
  }

  /// Returns what such a model is.
  String what() {
    return what;
  }

  /// Returns what to do instead.
  String advice() {
    return advice;
  }
}
