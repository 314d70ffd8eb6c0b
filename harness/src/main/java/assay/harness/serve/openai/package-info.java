/// The interface of OpenAI, as far as a model that computes texts can give it: what a request means
/// ([assay.harness.serve.openai.RequestFields]), and how answers are written, whole or as events.
///
/// Source: the OpenAI API reference, "Completions", "Chat" and "Models"; what others add to it
/// (`reasoning_content`, `chat_template_kwargs`, `top_k`, `/tokenize`) is named as vLLM names it.
package assay.harness.serve.openai;
