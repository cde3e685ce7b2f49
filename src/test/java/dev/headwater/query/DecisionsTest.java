package dev.headwater.query;

import static dev.headwater.query.FakeGraph.dataset;
import static dev.headwater.query.FakeGraph.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.Role;
import dev.headwater.query.answer.Activity;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.walk.DecisionsReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows who is listed as having acted and decided, what is said where nobody is named, and that
 * small groups of annotators are not broken down, over partitions in memory.
 */
class DecisionsTest {
  private final Asset raw = dataset("raw@1");
  private final Asset clean = dataset("clean@1");
  private final Asset chat = model("chat@3");

  private final FakeService service = new FakeService(4);
  private final FakeGraph graph = service.graph;

  @AfterEach
  void close() {
    service.close();
  }

  private Decisions read(Asset asset, boolean upstream) {
    return page(asset, upstream, "", 1_000);
  }

  private Decisions page(Asset asset, boolean upstream, String cursor, int limit) {
    return service
        .queries
        .decisions(asset, upstream, cursor, limit, Moment.NOW, Promptness.AT_ONCE)
        .orElseThrow();
  }

  private static List<Asset> sources(Decisions decisions) {
    return decisions.sources().stream().map(Decisions.Source::asset).toList();
  }

  private static List<String> gaps(Decisions decisions) {
    return decisions.gaps().stream()
        .map(gap -> gap.kind() + " " + gap.asset().name() + " " + gap.decision())
        .map(String::strip)
        .toList();
  }

  /** Adds an event that makes an asset, with these agents. */
  private void made(int number, Asset asset, Agent... agents) {
    graph.event(asset, Steps.event(number, EventType.CLEAN, asset, List.of(agents)));
  }

  @Test
  void theAssetAlone_isTheDefault_andUpstreamIsAllThatItDescendsFrom() {
    graph.chain(raw, clean, chat);
    made(1, raw, Steps.person("ada", "COLLECTOR"));
    made(2, clean, Steps.person("grace", "CURATOR"));
    graph.event(
        chat, Steps.event(3, EventType.TRAIN, chat, List.of(Steps.person("alan", "TRAINER"))));

    Decisions alone = read(chat, false);
    assertThat(sources(alone)).containsExactly(chat);
    assertThat(alone.activities()).extracting(Activity::event).containsExactly(Steps.id(3));
    assertThat(alone.truncated()).isEmpty();

    Decisions all = read(chat, true);
    assertThat(sources(all)).containsExactly(chat, clean, raw);
    assertThat(all.sources()).extracting(Decisions.Source::distance).containsExactly(0, 1, 2);
    assertThat(all.activities())
        .extracting(Activity::event)
        .containsExactly(Steps.id(3), Steps.id(2), Steps.id(1));
    assertThat(all.agents(AgentType.PERSON)).isEqualTo(3);
    assertThat(all.isComplete()).isTrue();
    assertThat(all.gaps()).isEmpty();
  }

  @Test
  void onlyEdgesThatCarry_leadUpstream() {
    Asset judge = model("judge@1");
    Asset inferred = dataset("inferred@1");
    graph
        .edge(judge, clean, Role.FILTER_MODEL, EventType.CLEAN, false)
        .edge(dataset("notes@1"), judge, Role.SOURCE, EventType.TRAIN, false)
        .edge(inferred, clean, Role.SOURCE, EventType.CLEAN, true)
        .edge(raw, clean, Role.SEED, EventType.SYNTHESIZE, false);

    assertThat(sources(read(clean, true))).containsExactly(clean, inferred, raw);
  }

  @Test
  void aCycle_isReadOnce() {
    graph.chain(raw, clean, raw);

    assertThat(sources(read(raw, true))).containsExactly(raw, clean);
    assertThat(read(raw, true).isComplete()).isTrue();
  }

  @Test
  void anActivity_saysWhatItsEventSays() {
    LineageEvent event =
        Steps.event(
            1,
            EventType.CLEAN,
            clean,
            List.of(
                new Agent("orcid:0000-0002-1825-0097", AgentType.PERSON, "CURATOR", "org:lab"),
                Steps.software("job-7", "orcid:0000-0002-1825-0097")),
            Steps.decision(
                "d-1",
                List.of("sw", "yo"),
                List.of("speakers"),
                "job-7",
                "p-3",
                "orcid:0000-0002-1825-0097"));
    graph.event(clean, event);

    Activity activity = read(clean, false).activities().get(0);

    assertThat(activity.type()).isEqualTo(EventType.CLEAN);
    assertThat(activity.time()).isEqualTo(event.eventTime());
    assertThat(activity.job()).isEqualTo(event.job());
    assertThat(activity.run()).isEqualTo("run-1");
    assertThat(activity.assets()).containsExactly(clean);
    assertThat(activity.isNamed()).isTrue();
    assertThat(activity.agents())
        .containsExactly(
            new Activity.Participant(
                "orcid:0000-0002-1825-0097", AgentType.PERSON, "CURATOR", "org:lab", false),
            new Activity.Participant(
                "job-7", AgentType.SOFTWARE, "RUNNER", "orcid:0000-0002-1825-0097", false));
    Activity.Choice choice = activity.decisions().get(0);
    assertThat(choice.rationale()).isEqualTo("rationale of d-1");
    assertThat(choice.affectedGroups()).containsExactly("sw", "yo");
    assertThat(choice.consulted()).containsExactly("speakers");
    assertThat(choice.evidence()).containsExactly("https://wiki.example/d-1");
    assertThat(choice.options()).containsExactly("another option");
    assertThat(choice.decidedAt()).contains(Steps.DAY);
    assertThat(choice.decidedBy())
        .containsExactly(
            new Activity.Decider(Optional.of("job-7"), Optional.of(AgentType.SOFTWARE)),
            new Activity.Decider(Optional.of("p-3"), Optional.empty()),
            new Activity.Decider(
                Optional.of("orcid:0000-0002-1825-0097"), Optional.of(AgentType.PERSON)));
    assertThat(choice.isAttributed()).isTrue();
    assertThat(choice.lacksConsulted()).isFalse();
  }

  @Test
  void whatNobodyIsNamedFor_isSaid() {
    graph.chain(raw, clean, chat);
    graph.event(
        chat,
        Steps.event(
            2,
            EventType.TRAIN,
            chat,
            List.of(Steps.person("ada", "TRAINER"), Steps.software("job-7", "ada")),
            Steps.decision("by-a-program", "job-7"),
            Steps.decision("by-nobody-named", "grace"),
            Steps.decision("by-ada", List.of("sw"), List.of(), "ada")));
    made(1, clean, Steps.software("job-6", ""));

    Decisions decisions = read(chat, true);

    assertThat(gaps(decisions))
        .containsExactly(
            "NO_EVENT raw",
            "UNATTRIBUTED_DECISION chat by-a-program",
            "UNATTRIBUTED_DECISION chat by-nobody-named",
            "NO_ONE_CONSULTED chat by-ada",
            "NO_ONE_NAMED clean");
    assertThat(decisions.gaps())
        .extracting(Decisions.Gap::sentence)
        .contains(
            "No event on record says who made dataset:lab:raw@1.",
            "No person or organization is named for the CLEAN of dataset:lab:clean@1.",
            "Decision by-a-program about model:lab:chat@3 names no person or organization of its"
                + " event as the one who decided.",
            "Decision by-ada about model:lab:chat@3 names groups that it affects, and no one as"
                + " consulted.");
  }

  @Test
  void anAssetThatNoEventMakes_isAGap() {
    graph.assets(raw);
    assertThat(gaps(read(raw, false))).containsExactly("NO_EVENT raw");
    made(1, raw, Steps.person("ada", "COLLECTOR"));
    assertThat(gaps(read(raw, false))).isEmpty();
  }

  @Test
  void fourAnnotators_areNotShownAnywhere_andFiveAre() {
    for (int count : new int[] {4, 5}) {
      Asset labels = dataset("labels-" + count + "@1");
      List<Agent> agents = new ArrayList<>(Steps.annotators(count));
      agents.add(new Agent("ada", AgentType.PERSON, "CURATOR", "worker-0"));
      graph.event(
          labels,
          Steps.event(
              count,
              EventType.TRANSFORM,
              labels,
              agents,
              Steps.decision(
                  "d-1",
                  List.of("sw"),
                  List.of("worker-1", "elders", "worker-2"),
                  "worker-0",
                  "ada",
                  "worker-3")));
    }

    Decisions few = read(dataset("labels-4@1"), false);
    assertThat(few.toString()).doesNotContain("worker");
    Activity activity = few.activities().get(0);
    assertThat(activity.fewAnnotators()).isTrue();
    assertThat(activity.agents())
        .containsExactly(new Activity.Participant("ada", AgentType.PERSON, "CURATOR", "", true));
    Activity.Choice choice = activity.decisions().get(0);
    assertThat(choice.decidedBy())
        .containsExactly(
            new Activity.Decider(Optional.empty(), Optional.of(AgentType.PERSON)),
            new Activity.Decider(Optional.of("ada"), Optional.of(AgentType.PERSON)));
    assertThat(choice.consulted()).containsExactly("fewer than 5 annotators", "elders");
    assertThat(few.groupsWithheld()).isEqualTo(1);
    assertThat(few.agents(AgentType.PERSON)).isEqualTo(1);

    Decisions enough = read(dataset("labels-5@1"), false);
    assertThat(enough.groupsWithheld()).isZero();
    assertThat(enough.agents(AgentType.PERSON)).isEqualTo(6);
    assertThat(enough.activities().get(0).agents())
        .extracting(Activity.Participant::id)
        .contains("worker-0", "worker-4", "ada");
  }

  @Test
  void annotatorsWhoAreWithheld_stillAnswerForWhatTheyDid() {
    graph.event(
        clean,
        Steps.event(
            1, EventType.TRANSFORM, clean, Steps.annotators(2), Steps.decision("d-1", "worker-1")));

    assertThat(read(clean, false).gaps()).isEmpty();
  }

  @Test
  void groupsOfDifferentEvents_areNotAddedUp() {
    graph.event(clean, Steps.event(1, EventType.TRANSFORM, clean, Steps.annotators(3)));
    List<Agent> others =
        Steps.annotators(3).stream()
            .map(one -> Steps.person("other-" + one.id(), one.role()))
            .toList();
    graph.event(clean, Steps.event(2, EventType.TRANSFORM, clean, others));

    Decisions decisions = read(clean, false);

    assertThat(decisions.toString()).doesNotContain("worker");
    assertThat(decisions.groupsWithheld()).isEqualTo(2);
  }

  @Test
  void anEventThatMadeSeveralAssets_isListedOnceWithThem() {
    graph.chain(raw, chat).chain(clean, chat);
    graph.event(
        raw, Steps.event(7, EventType.INGEST, raw, List.of(Steps.person("ada", "COLLECTOR"))));
    graph.event(
        clean, Steps.event(7, EventType.INGEST, clean, List.of(Steps.person("ada", "COLLECTOR"))));

    Decisions decisions = read(chat, true);

    assertThat(decisions.activities()).hasSize(1);
    assertThat(decisions.activities().get(0).assets()).containsExactly(clean, raw);
  }

  @Test
  void pages_joinToTheWholeList() {
    Asset[] many = new Asset[60];
    for (int i = 0; i < many.length; i++) {
      many[i] = dataset(String.format("part-%02d@1", i));
      graph.edge(many[i], chat);
      made(i, many[i], Steps.person("p-" + i, "COLLECTOR"));
    }
    List<Asset> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    do {
      Decisions page = page(chat, true, cursor, 26);
      read.addAll(sources(page));
      sizes.add(page.sources().size());
      cursor = page.next();
      assertThat(page.truncated().isPresent()).isEqualTo(!cursor.isEmpty());
    } while (!cursor.isEmpty());

    assertThat(sizes).containsExactly(26, 26, 9);
    assertThat(read).isEqualTo(sources(read(chat, true))).hasSize(61);
  }

  @Test
  void aPageOfLongTexts_endsEarly_andGoesOn() {
    String essay = "x".repeat(60_000);
    for (int i = 0; i < 3; i++) {
      Asset part = dataset("part-" + i + "@1");
      graph.edge(part, chat);
      List<Agent> agents = new ArrayList<>();
      for (int j = 0; j < 40; j++) {
        agents.add(Steps.person("p-" + j, essay));
      }
      made(i, part, agents.toArray(Agent[]::new));
    }

    Decisions first = page(chat, true, "", 1_000);
    assertThat(sources(first)).containsExactly(chat, dataset("part-0@1"), dataset("part-1@1"));
    assertThat(first.truncated()).contains(Truncation.ITEMS);
    assertThat(sources(page(chat, true, first.next(), 1_000))).containsExactly(dataset("part-2@1"));
  }

  @Test
  void eventsBeyondTheLimit_areCountedAndTheAnswerIsCut() {
    for (int i = 0; i < DecisionsReading.EVENTS + 7; i++) {
      made(i, clean, Steps.person("ada", "CURATOR"));
    }

    Decisions decisions = read(clean, false);

    assertThat(decisions.activities()).hasSize(DecisionsReading.EVENTS);
    assertThat(decisions.sources().get(0).eventsLeftOut()).isEqualTo(7);
    assertThat(decisions.truncated()).contains(Truncation.ITEMS);
    assertThat(decisions.next()).isEmpty();
  }

  @Test
  void anAssetThatNobodyNamed_isNotKnown() {
    assertThat(service.queries.decisions(clean, true, "", 10, Moment.NOW, Promptness.AT_ONCE))
        .isEmpty();
  }

  @Test
  void aPartThatCannotBeRead_isNeverLeftOutSilently() {
    graph.chain(raw, clean, chat);
    made(1, raw);
    service.cluster.lose(graph.partitionOf(raw));
    assertThat(List.of(graph.partitionOf(clean), graph.partitionOf(chat)))
        .doesNotContain(graph.partitionOf(raw));

    Decisions decisions = read(chat, true);

    assertThat(decisions.truncated()).contains(Truncation.UNREACHABLE);
    assertThatThrownBy(() -> read(raw, false)).isInstanceOf(UnavailableException.class);
  }
}
