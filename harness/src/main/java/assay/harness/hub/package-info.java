/// Data and models by name: from the local cache of the Hugging Face hub, else from the hub itself,
/// and from Ollama's local store.
package assay.harness.hub;
