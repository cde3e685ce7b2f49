package dev.headwater.http.ingest;

import dev.headwater.model.TraceParent;
import io.javalin.http.Context;
import java.util.Enumeration;
import java.util.Optional;

/** Reads the trace that a request belongs to (W3C Trace Context). */
final class RequestTrace {

  private RequestTrace() {}

  /**
   * Empty if the request states no trace, an invalid one or more than one. It is never an error.
   */
  static Optional<TraceParent> of(Context ctx) {
    Enumeration<String> stated = ctx.req().getHeaders(TraceParent.HEADER);
    if (!stated.hasMoreElements()) {
      return Optional.empty();
    }
    Optional<TraceParent> first = TraceParent.parse(stated.nextElement());
    return stated.hasMoreElements() ? Optional.empty() : first;
  }
}
