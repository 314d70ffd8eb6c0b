/// Models behind an HTTP endpoint.
///
/// Start with [EndpointModel], which makes one call and decides whether it is made again. A [Wire]
/// is the JSON of one interface, an [TimedCall] one request with its deadlines, a [Governor] says
/// when the next call may start.
package assay.harness.endpoint;
