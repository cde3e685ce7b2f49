package dev.headwater.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.AlertJson;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Makes CloudEvents 1.0 in the structured mode of JSON. Immutable. */
final class CloudEvents {
  private static final String TYPE = "dev.headwater.alert.";
  private static final JsonFormat FORMAT = new JsonFormat();
  private static final String DATA_TYPE = "application/json";

  private final URI source;

  CloudEvents(URI source) {
    this.source = source;
  }

  /**
   * One alert. The extension {@code sequence} orders the states of one alert: the larger text is
   * the later one. The extension {@code owner} is absent if there is none or none is known.
   */
  Message alert(Notice notice) {
    CloudEventBuilder event =
        event(notice.id(), notice.change().text(), time(notice))
            .withSubject(notice.alert().subject().urn())
            .withData(DATA_TYPE, JsonCloudEventData.wrap(AlertJson.write(notice.alert())))
            .withExtension("sequence", String.format(Locale.ROOT, "%019d", notice.offset()))
            .withExtension("severity", notice.alert().severity().name());
    notice.owner().ifPresent(owner -> event.withExtension("owner", owner));
    return message("alert " + notice.alert().id(), event.build());
  }

  /** A digest. */
  Message digest(String id, Instant time, JsonNode data) {
    return message(
        "digest " + id,
        event(id, "digest", time).withData(DATA_TYPE, JsonCloudEventData.wrap(data)).build());
  }

  private CloudEventBuilder event(String id, String type, Instant time) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(source)
        .withType(TYPE + type)
        .withTime(time.atOffset(ZoneOffset.UTC));
  }

  /** When the alert opened or was resolved; when it changed is not recorded. */
  private static Instant time(Notice notice) {
    Optional<Instant> resolved = notice.alert().resolvedAt();
    return resolved.orElse(notice.alert().openedAt());
  }

  private static Message message(String name, CloudEvent event) {
    return new Message(name, JsonFormat.CONTENT_TYPE, FORMAT.serialize(event));
  }
}
