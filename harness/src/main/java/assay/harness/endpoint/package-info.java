/// Models behind an HTTP endpoint.
///
/// Start with [EndpointModel], which makes one call and decides whether it is made again. A [Wire]
/// is the JSON of one interface, a [TimedCall] one request with its deadlines over one of the
/// [Connections], a [Governor] says when the next call may start.
package assay.harness.endpoint;
