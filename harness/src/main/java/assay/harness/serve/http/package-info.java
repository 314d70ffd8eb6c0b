/// HTTP/1.1 for a server that works long at a request: connections on virtual threads, bounds on
/// all that a client may take, and word of a client that goes away while its request is worked at.
/// It knows nothing of models.
///
/// Source: RFC 9112 (HTTP/1.1) and RFC 9110 (HTTP Semantics).
package assay.harness.serve.http;
