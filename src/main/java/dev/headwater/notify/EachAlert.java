package dev.headwater.notify;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Sends one CloudEvent for each alert, at once. */
record EachAlert(CloudEvents events) implements Outlet {
  @Override
  public Optional<Message> take(Notice notice) {
    return Optional.of(events.alert(notice));
  }

  @Override
  public Optional<Message> due(Instant now) {
    return Optional.empty();
  }

  @Override
  public void delivered(boolean accepted) {}

  @Override
  public boolean holdsBack() {
    return false;
  }

  @Override
  public boolean dueMustArrive() {
    return true;
  }

  @Override
  public void forget(TopicPartition partition) {}
}
