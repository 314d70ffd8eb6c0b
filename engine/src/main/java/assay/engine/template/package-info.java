/// Renders the chat templates that models ship: a Jinja interpreter with the meaning that Python's
/// jinja2 3.1 has in the set-up of Hugging Face Transformers.
///
/// Entry points: [assay.engine.template.ChatTemplate] for the template of a model and
/// [assay.engine.template.Template] for any template. A source text goes through [Lexer], [Parser]
/// and [LocalNames], and is then evaluated by [Interpreter]. What is not supported is an error with
/// the line in the template, never another text.
///
/// This package must not know about tokens, tensors or files; [assay.engine.ChatTemplates] finds
/// templates in files.
package assay.engine.template;
