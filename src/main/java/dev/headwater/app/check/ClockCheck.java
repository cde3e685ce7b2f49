package dev.headwater.app.check;

import dev.headwater.app.kafka.Deadline;
import dev.headwater.app.kafka.Deadline.NoAnswerException;
import dev.headwater.app.topics.Finding;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;

/** Compares the clock of this machine with others. */
final class ClockCheck {

  /** Hops between partitions become slower from here on. */
  private static final long SLOW_MILLIS = 1_000;

  /** Alerts are held back as in a backlog from here on. */
  private static final long HELD_BACK_MILLIS = 10_000;

  private static final String SUBJECT = "clock";
  private static final String REMEDY = "let NTP set the clocks of all machines";

  private ClockCheck() {}

  /**
   * Compares with the clock of the active controller. The leader of the metadata quorum reports
   * itself as caught up at the moment of the request, by its own clock. Kafka tells no other
   * broker's clock without a record being written.
   */
  static Finding kafka(Admin admin, Deadline deadline) {
    long before = System.currentTimeMillis();
    try {
      QuorumInfo quorum = deadline.get(admin.describeMetadataQuorum().quorumInfo());
      long after = System.currentTimeMillis();
      OptionalLong there =
          quorum.voters().stream()
              .filter(voter -> voter.replicaId() == quorum.leaderId())
              .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
              .findAny()
              .orElse(OptionalLong.empty());
      if (there.isPresent()) {
        return difference(
            "Kafka's active controller (node " + quorum.leaderId() + ")",
            outside(there.getAsLong(), before, after),
            0);
      }
      return unknown("the controller does not state its time");
    } catch (NoAnswerException failed) {
      return unknown(failed.getMessage());
    }
  }

  private static Finding unknown(String reason) {
    return Finding.unknown(
        SUBJECT,
        "how far this machine's differs from Kafka's could not be found out: " + reason,
        "compare them by hand; this user may need the right to describe the cluster");
  }

  /** How far the time lies outside of when it was asked for; negative if it lies before. */
  static long outside(long there, long before, long after) {
    return there < before ? there - before : Math.max(0, there - after);
  }

  /**
   * Judges a difference.
   *
   * @param millis how far the other clock is ahead of ours
   * @param resolutionMillis what the difference may be off
   */
  static Finding difference(String whose, long millis, long resolutionMillis) {
    long least = Math.max(0, Math.abs(millis) - resolutionMillis);
    String what =
        "that of "
            + whose
            + (least == 0
                ? " agrees with this machine's"
                : " is " + Math.abs(millis) + " ms " + (millis > 0 ? "ahead" : "behind"));
    if (least > HELD_BACK_MILLIS) {
      return Finding.wrong(SUBJECT, what + ": alerts would be held back as in a backlog", REMEDY);
    }
    if (least > SLOW_MILLIS) {
      return Finding.warning(SUBJECT, what + ": work across partitions would be slower", REMEDY);
    }
    return Finding.ok(SUBJECT, what);
  }
}
