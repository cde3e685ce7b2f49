package dev.headwater.notify;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.Severity;
import dev.headwater.notify.AlertDelivery.LineName;
import dev.headwater.notify.FakeReceiver.Request;
import dev.headwater.notify.Receiver.Connection;
import dev.headwater.notify.Receiver.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows on a real broker and with real HTTP servers what reaches webhooks, and in which order. */
@Timeout(400)
class AlertDeliveryIT {
  @TempDir static Path data;
  private static EmbeddedBroker broker;

  @TempDir private Path folder;
  private AlertTopic topic;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(data, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void topic() throws Exception {
    topic = new AlertTopic(broker.bootstrapServers());
  }

  private static Webhook webhook(String name, URI url) {
    return new Webhook(name, connection(url), Optional.empty());
  }

  /** A request that takes longer is sent again; a busy machine must not be the reason. */
  private static Connection connection(URI url) {
    return new Connection(url, Optional.empty(), Duration.ofSeconds(60), 3);
  }

  private static Routes routes(RouteFilter filter, Receiver... receivers) {
    return routes(filter, Optional.empty(), receivers);
  }

  private static Routes routes(
      RouteFilter filter, Optional<Duration> every, Receiver... receivers) {
    return new Routes(
        URI.create("/test"), List.of(new Route("all", filter, List.of(receivers), every)));
  }

  private static CloudEvent event(Request request) {
    return new JsonFormat().deserialize(request.body().getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> types(List<Request> requests) {
    return requests.stream().map(request -> event(request).getType()).toList();
  }

  private static List<String> ids(List<Request> requests) {
    return requests.stream().map(request -> event(request).getId()).toList();
  }

  /** Starts a delivery, and waits until it has a position: from now on it sends each state. */
  private void begin(AlertDelivery delivery, FakeReceiver receiver) {
    delivery.start();
    topic.write(Alerts.open("begin"));
    await().until(() -> !receiver.accepted().isEmpty());
  }

  @Test
  void start_sendsEachStateOnce_inTheOrderOfTheTopic() throws Exception {
    try (FakeReceiver receiver = new FakeReceiver();
        AlertDelivery delivery =
            topic.delivery(routes(RouteFilter.ALL, webhook("hook", receiver.url())))) {
      begin(delivery, receiver);
      List<Alert> written = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Alert alert = Alerts.open("a" + i);
        written.add(alert);
        written.add(Alerts.open("a" + i, Severity.CRITICAL));
        written.add(Alerts.resolved(alert));
      }
      Alert aborted = Alerts.open("aborted");
      topic.writeAndAbort(aborted);
      topic.write(written.toArray(Alert[]::new));
      await().until(() -> receiver.accepted().size() >= written.size() + 1);

      assertThat(receiver.accepted()).hasSize(written.size() + 1);
      Map<String, List<String>> bySubject =
          receiver.accepted().stream()
              .skip(1)
              .map(AlertDeliveryIT::event)
              .collect(groupingBy(CloudEvent::getSubject, mapping(CloudEvent::getType, toList())));
      assertThat(bySubject).hasSize(40).doesNotContainKey(aborted.subject().urn());
      assertThat(bySubject.values())
          .allSatisfy(
              types ->
                  assertThat(types)
                      .containsExactly(
                          "dev.headwater.alert.opened",
                          "dev.headwater.alert.changed",
                          "dev.headwater.alert.resolved"));
      assertThat(ids(receiver.accepted())).doesNotHaveDuplicates();
    }
  }

  @Test
  void start_sendsTheAlertAsTheApiGivesIt_withItsOwner() throws Exception {
    topic.owned(asset -> Set.of("org:lab", "agent:b"));
    try (FakeReceiver receiver = new FakeReceiver();
        AlertDelivery delivery =
            topic.delivery(routes(RouteFilter.ALL, webhook("hook", receiver.url())))) {
      Alert alert = Alerts.open("a");
      topic.write(alert);
      delivery.start();
      await().until(() -> !receiver.accepted().isEmpty());

      Request request = receiver.accepted().get(0);
      assertThat(request.type()).isEqualTo("application/cloudevents+json");
      JsonNode json = request.json();
      assertThat(json.path("specversion").asText()).isEqualTo("1.0");
      assertThat(json.path("source").asText()).isEqualTo("/test");
      assertThat(json.path("subject").asText()).isEqualTo(alert.subject().urn());
      assertThat(json.path("id").asText()).startsWith(alert.id() + "-");
      assertThat(json.path("owner").asText()).isEqualTo("agent:b,org:lab");
      assertThat(json.path("time").asText()).isEqualTo(alert.openedAt().toString());
      assertThat(json.path("data")).isEqualTo(AlertJson.write(alert));
    }
  }

  @Test
  void aNewRoute_beginsWithTheAlertsThatAreOpen() throws Exception {
    Alert gone = Alerts.open("gone");
    topic.write(gone, Alerts.open("open"), Alerts.open("open", Severity.CRITICAL));
    topic.write(Alerts.resolved(gone));
    try (FakeReceiver receiver = new FakeReceiver();
        AlertDelivery delivery =
            topic.delivery(routes(RouteFilter.ALL, webhook("hook", receiver.url())))) {
      delivery.start();
      await().until(() -> !receiver.accepted().isEmpty());
      topic.write(Alerts.resolved(Alerts.open("open", Severity.CRITICAL)));
      await().until(() -> receiver.accepted().size() >= 2);

      assertThat(types(receiver.accepted()))
          .containsExactly("dev.headwater.alert.opened", "dev.headwater.alert.resolved");
      assertThat(receiver.accepted().get(0).json().path("data").path("severity").asText())
          .isEqualTo("CRITICAL");
    }
  }

  @Test
  void aReceiverThatIsAway_getsEverythingWhenItIsBack_inOrder() throws Exception {
    FakeReceiver first = new FakeReceiver();
    int port = first.port();
    Alert one = Alerts.open("one");
    try (AlertDelivery delivery =
        topic.delivery(routes(RouteFilter.ALL, webhook("hook", first.url())))) {
      delivery.start();
      topic.write(one);
      await().until(() -> !first.accepted().isEmpty());
      first.close();
      IntStream.range(0, 20).forEach(i -> topic.write(Alerts.open("n" + i)));
      topic.write(Alerts.open("one", Severity.CRITICAL), Alerts.resolved(one));
      LineCounts counts = delivery.counts().get(new LineName("all", "hook"));
      await().until(() -> counts.failures().sum() >= 3);
      assertThat(counts.waitingMillis(System.currentTimeMillis())).isPositive();

      try (FakeReceiver second = new FakeReceiver(port).answering(request -> 200)) {
        await().until(() -> second.accepted().size() >= 22);
        assertThat(second.accepted()).hasSize(22);
        assertThat(
                second.accepted().stream()
                    .map(AlertDeliveryIT::event)
                    .filter(event -> event.getSubject().equals(one.subject().urn()))
                    .map(CloudEvent::getType))
            .containsExactly("dev.headwater.alert.changed", "dev.headwater.alert.resolved");
      }
    }
  }

  @Test
  void aStopWhileTheReceiverIsAway_losesNothing() throws Exception {
    try (FakeReceiver receiver = new FakeReceiver()) {
      Routes routes = routes(RouteFilter.ALL, webhook("hook", receiver.url()));
      try (AlertDelivery first = topic.delivery(routes)) {
        begin(first, receiver);
        receiver.answering(request -> 503);
        Alert gone = Alerts.open("gone");
        topic.write(gone, Alerts.resolved(gone));
        LineCounts counts = first.counts().get(new LineName("all", "hook"));
        await().until(() -> counts.failures().sum() > 3);
      }
      receiver.answering(request -> 200);
      try (AlertDelivery second = topic.delivery(routes)) {
        second.start();
        await().until(() -> receiver.accepted().size() == 3);
        assertThat(types(receiver.accepted().subList(1, 3)))
            .containsExactly("dev.headwater.alert.opened", "dev.headwater.alert.resolved");
      }
    }
  }

  @Test
  void aReceiverThatHangs_delaysNoOther() throws Exception {
    try (FakeReceiver hanging = new FakeReceiver().hanging();
        FakeReceiver receiver = new FakeReceiver();
        AlertDelivery delivery =
            topic.delivery(
                routes(
                    RouteFilter.ALL,
                    webhook("hanging", hanging.url()),
                    webhook("hook", receiver.url())))) {
      delivery.start();
      topic.write(Alerts.open("a"));
      await().until(() -> !hanging.all().isEmpty());
      IntStream.range(0, 20).forEach(i -> topic.write(Alerts.open("n" + i)));
      // Less than the 60 s after which the request to the hanging one is given up.
      await().atMost(Duration.ofSeconds(50)).until(() -> receiver.accepted().size() == 21);
      assertThat(hanging.accepted()).isEmpty();
    }
  }

  @Test
  void aCrashBeforeTheCommit_repeatsWithTheSameIdsAndTypes() throws Exception {
    try (FakeReceiver receiver = new FakeReceiver()) {
      Routes routes = routes(RouteFilter.ALL, webhook("hook", receiver.url()));
      Alert alert = Alerts.open("a");
      try (AlertDelivery first = topic.delivery(routes)) {
        first.start();
        topic.write(Alerts.open("before"));
        await().until(() -> receiver.accepted().size() == 1);
      }
      List<Request> before;
      try (AlertDelivery crashing = topic.forgetful(routes)) {
        crashing.start();
        topic.write(alert, Alerts.open("a", Severity.CRITICAL), Alerts.resolved(alert));
        await().until(() -> receiver.accepted().size() == 4);
        before = List.copyOf(receiver.accepted().subList(1, 4));
      }
      try (AlertDelivery second = topic.delivery(routes)) {
        second.start();
        await().until(() -> receiver.accepted().size() >= 7);
        List<Request> after = receiver.accepted().subList(4, 7);
        assertThat(ids(after)).containsExactlyElementsOf(ids(before));
        assertThat(types(after)).containsExactlyElementsOf(types(before));
      }
      assertThat(receiver.accepted()).hasSize(7);
    }
  }

  @Test
  void twoInstances_sendEachStateOnce_andOneTakesOver() throws Exception {
    try (FakeReceiver receiver = new FakeReceiver()) {
      Routes routes = routes(RouteFilter.ALL, webhook("hook", receiver.url()));
      try (AlertDelivery other = topic.delivery(routes)) {
        try (AlertDelivery one = topic.delivery(routes)) {
          begin(one, receiver);
          other.start();
          await()
              .atMost(Duration.ofSeconds(180))
              .until(
                  () -> {
                    int name = receiver.accepted().size();
                    topic.write(Alerts.open("n" + name));
                    await().until(() -> receiver.accepted().size() > name);
                    return other.counts().get(new LineName("all", "hook")).delivered().sum() > 2;
                  });
        }
        int before = receiver.accepted().size();
        IntStream.range(0, 20).forEach(i -> topic.write(Alerts.open("last" + i)));
        await().until(() -> receiver.accepted().size() >= before + 20);
        assertThat(ids(receiver.accepted())).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void anAlertThatIsRefused_isSkippedAfterTheAttempts_andBlocksNoOther() throws Exception {
    Alert bad = Alerts.open("bad");
    try (FakeReceiver receiver =
            new FakeReceiver().answering(request -> request.body().contains(bad.id()) ? 422 : 200);
        AlertDelivery delivery =
            topic.delivery(routes(RouteFilter.ALL, webhook("hook", receiver.url())))) {
      delivery.start();
      topic.write(bad);
      await().until(() -> receiver.all().size() == 3);
      topic.write(Alerts.open("a"), Alerts.open("b"), Alerts.open("c"), Alerts.open("d"));
      await().until(() -> receiver.accepted().size() == 4);

      assertThat(receiver.all()).hasSize(7);
      LineCounts counts = delivery.counts().get(new LineName("all", "hook"));
      assertThat(counts.skipped().sum()).isEqualTo(1);
      assertThat(counts.refusals().sum()).isEqualTo(3);
      // It counts an alert when it has the answer, which is after the receiver has the alert.
      await().untilAsserted(() -> assertThat(counts.delivered().sum()).isEqualTo(4));
    }
  }

  /** A token that has expired, or a wrong address, must not cost a single alert. */
  @ParameterizedTest
  @ValueSource(ints = {307, 401, 403, 404, 405, 407, 410, 429, 500, 503})
  void aReceiverInTrouble_getsTheAlertWhenItIsMended_andARedirectIsNotFollowed(int status)
      throws Exception {
    AtomicInteger answer = new AtomicInteger(status);
    try (FakeReceiver receiver = new FakeReceiver().answering(request -> answer.get());
        AlertDelivery delivery =
            topic.delivery(routes(RouteFilter.ALL, webhook("hook", receiver.url())))) {
      delivery.start();
      topic.write(Alerts.open("a"));
      LineCounts counts = delivery.counts().get(new LineName("all", "hook"));
      await().until(() -> counts.failures().sum() > 3);
      answer.set(200);
      await().until(() -> receiver.accepted().size() == 1);
      assertThat(receiver.all()).extracting(Request::path).containsOnly("/hook");
      assertThat(counts.skipped().sum()).isZero();
      assertThat(counts.refusals().sum()).isZero();
    }
  }

  @Test
  void anAnnouncedAlert_isFollowedToItsEnd_thoughItNoLongerMatches() throws Exception {
    RouteFilter critical = new RouteFilter(Set.of(), Severity.CRITICAL, List.of(), Set.of());
    try (FakeReceiver receiver = new FakeReceiver()) {
      Routes routes = routes(critical, webhook("hook", receiver.url()));
      try (AlertDelivery delivery = topic.delivery(routes)) {
        delivery.start();
        topic.write(Alerts.open("never"), Alerts.open("a", Severity.CRITICAL));
        await().until(() -> !receiver.accepted().isEmpty());
        topic.write(Alerts.open("a"));
        await().until(() -> receiver.accepted().size() >= 2);
      }
      try (AlertDelivery restarted = topic.delivery(routes)) {
        restarted.start();
        topic.write(Alerts.resolved(Alerts.open("never")), Alerts.resolved(Alerts.open("a")));
        await().until(() -> receiver.accepted().size() >= 3);
        assertThat(types(receiver.accepted()))
            .containsExactly(
                "dev.headwater.alert.opened",
                "dev.headwater.alert.changed",
                "dev.headwater.alert.resolved");
      }
    }
  }

  @Test
  void ownersThatCannotBeKnown_leaveNobodyOut_andKnownOnesSelect() throws Exception {
    topic.owned(
        asset -> {
          if (asset.name().equals("unreadable")) {
            throw new IllegalStateException("the instance is away");
          }
          return Set.of("org:other");
        });
    RouteFilter own = new RouteFilter(Set.of(), Severity.INFO, List.of(), Set.of("org:lab"));
    try (FakeReceiver receiver = new FakeReceiver();
        AlertDelivery delivery = topic.delivery(routes(own, webhook("hook", receiver.url())))) {
      delivery.start();
      topic.write(Alerts.open("others"));
      topic.write(Alerts.open("unreadable"));
      await().until(() -> !receiver.accepted().isEmpty());
      assertThat(receiver.accepted())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.json().path("subject").asText()).contains("unreadable");
                assertThat(request.json().has("owner")).isFalse();
              });
    }
  }

  @Test
  void aSignature_isThatOfTimeAndBody_alsoWithANewSecret() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "first-secret-of-16\n");
    Path token = Files.writeString(folder.resolve("token"), "t0ken\n");
    try (FakeReceiver receiver = new FakeReceiver()) {
      Webhook webhook =
          new Webhook(
              "hook",
              new Connection(receiver.url(), Optional.of(token), Duration.ofSeconds(60), 3),
              Optional.of(secret));
      try (AlertDelivery delivery = topic.delivery(routes(RouteFilter.ALL, webhook))) {
        delivery.start();
        topic.write(Alerts.open("a"));
        await().until(() -> receiver.accepted().size() == 1);
        Request first = receiver.accepted().get(0);
        assertThat(isSignedWith("first-secret-of-16", first)).isTrue();
        assertThat(isSignedWith("wrong-secret-of-16", first)).isFalse();
        assertThat(first.authorization()).isEqualTo("Bearer t0ken");

        Files.writeString(secret, "second-and-longer-secret\n");
        await()
            .until(
                () -> {
                  int name = receiver.accepted().size();
                  topic.write(Alerts.open("n" + name));
                  await().until(() -> receiver.accepted().size() > name);
                  return isSignedWith("second-and-longer-secret", receiver.accepted().get(name));
                });
      }
    }
  }

  private static boolean isSignedWith(String secret, Request request) throws Exception {
    String[] parts = request.signature().split(",");
    assertThat(parts).hasSize(2);
    String seconds = parts[0].substring("t=".length());
    assertThat(Long.parseLong(seconds))
        .isBetween(System.currentTimeMillis() / 1000 - 60, System.currentTimeMillis() / 1000);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected =
        mac.doFinal((seconds + "." + request.body()).getBytes(StandardCharsets.UTF_8));
    return parts[1].equals("v1=" + HexFormat.of().formatHex(expected));
  }

  @Test
  void aDigest_listsWhatChanged_once_andIsRepeatedAfterACrash() throws Exception {
    Alert gone = Alerts.open("gone");
    try (FakeReceiver receiver = new FakeReceiver()) {
      Routes routes =
          routes(
              RouteFilter.ALL, Optional.of(Duration.ofSeconds(3)), webhook("hook", receiver.url()));
      topic.write(Alerts.open("open"), gone, Alerts.resolved(gone));
      try (AlertDelivery crashing = topic.forgetful(routes)) {
        crashing.start();
        await().until(() -> !receiver.accepted().isEmpty());
      }
      try (AlertDelivery delivery = topic.delivery(routes)) {
        delivery.start();
        await().until(() -> receiver.accepted().size() == 2);
        assertThat(receiver.accepted().get(0).json().path("data").path("alerts")).hasSize(1);
        assertThat(ids(receiver.accepted()).get(1)).isEqualTo(ids(receiver.accepted()).get(0));
        topic.write(Alerts.open("later", Severity.CRITICAL));
        await().until(() -> receiver.accepted().size() == 3);
        JsonNode last = receiver.accepted().get(2).json();
        assertThat(last.path("type").asText()).isEqualTo("dev.headwater.alert.digest");
        assertThat(last.path("data").path("alerts")).hasSize(1);
        assertThat(last.path("data").path("alerts").get(0).path("change").asText())
            .isEqualTo("opened");
        assertThat(last.path("data").path("more").asLong()).isZero();
      }
    }
  }
}
