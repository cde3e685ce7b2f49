package dev.headwater.cli.emit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.JsonTree;
import java.util.Optional;

/**
 * What {@code emit --json} prints at its end: {@code
 * {"accepted":n,"rejected":[{"file","line","reason"}]}}. It lists the first 10,000 rejections, so
 * that a file of nothing but errors does not fill the memory; {@code moreRejected} counts the
 * others. Not thread-safe.
 */
final class EmitReport {

  private static final int LISTED = 10_000;

  private final ArrayNode rejected = JsonNodeFactory.instance.arrayNode();
  private long more;

  /**
   * Adds a rejection.
   *
   * @return false if it is only counted
   */
  boolean add(EventLine line, String reason) {
    if (rejected.size() == LISTED) {
      more++;
      return false;
    }
    rejected.addObject().put("file", line.file()).put("line", line.number()).put("reason", reason);
    return true;
  }

  /**
   * The report as one line.
   *
   * @param settled the same as in an answer of the API; empty if the command did not wait
   * @param error why not all was sent; empty if all was
   */
  String line(long accepted, Optional<Boolean> settled, Optional<String> error) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("accepted", accepted);
    report.set("rejected", rejected);
    if (more > 0) {
      report.put("moreRejected", more);
    }
    settled.ifPresent(value -> report.put("settled", value));
    error.ifPresent(value -> report.put("error", value));
    return JsonTree.line(report);
  }
}
