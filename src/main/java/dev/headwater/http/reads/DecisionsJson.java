package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.codec.json.Rfc3339;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.JsonBody;
import dev.headwater.model.AgentType;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.TraceParent;
import dev.headwater.model.Waive;
import dev.headwater.query.answer.Activity;
import dev.headwater.query.answer.Decisions;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Writes who took part and who decided as JSON. */
final class DecisionsJson {

  private DecisionsJson() {}

  static JsonBody page(Decisions decisions, String list) {
    return json -> {
      List<Decisions.Gap> gaps = decisions.gaps();
      json.writeStartObject();
      json.writeStringField("asset", decisions.asset().urn());
      json.writeBooleanField("upstream", decisions.upstream());
      summary(json, decisions, gaps);
      json.writeArrayFieldStart("assets");
      for (Decisions.Source source : decisions.sources()) {
        json.writeStartObject();
        json.writeStringField("asset", source.asset().urn());
        json.writeNumberField("distance", source.distance());
        json.writeNumberField("eventsLeftOut", source.eventsLeftOut());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("events");
      for (Activity activity : decisions.activities()) {
        activity(json, activity);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("gaps");
      for (Decisions.Gap gap : gaps) {
        gap(json, gap);
      }
      json.writeEndArray();
      json.writeStringField("cursor", Cursors.write(list, decisions.next()));
      ReadJson.end(json, decisions.truncated(), decisions.freshness());
    };
  }

  private static void summary(JsonGenerator json, Decisions decisions, List<Decisions.Gap> gaps)
      throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("assets", decisions.sources().size());
    json.writeNumberField("events", decisions.activities().size());
    json.writeNumberField("people", decisions.agents(AgentType.PERSON));
    json.writeNumberField("organizations", decisions.agents(AgentType.ORGANIZATION));
    json.writeNumberField("software", decisions.agents(AgentType.SOFTWARE));
    json.writeNumberField("annotatorGroupsWithheld", decisions.groupsWithheld());
    json.writeNumberField("decisions", decisions.decisions());
    json.writeNumberField("assetsWithoutEvent", count(gaps, Decisions.Kind.NO_EVENT));
    json.writeNumberField("eventsWithoutPerson", count(gaps, Decisions.Kind.NO_ONE_NAMED));
    json.writeNumberField(
        "unattributedDecisions", count(gaps, Decisions.Kind.UNATTRIBUTED_DECISION));
    json.writeNumberField(
        "decisionsWithoutConsulted", count(gaps, Decisions.Kind.NO_ONE_CONSULTED));
    json.writeEndObject();
  }

  private static long count(List<Decisions.Gap> gaps, Decisions.Kind kind) {
    return gaps.stream().filter(gap -> gap.kind() == kind).count();
  }

  private static void activity(JsonGenerator json, Activity activity) throws IOException {
    json.writeStartObject();
    json.writeStringField("eventId", activity.event().toString());
    json.writeStringField("type", activity.type().name());
    json.writeStringField("eventTime", Rfc3339.format(activity.time()));
    json.writeObjectFieldStart("job");
    json.writeStringField("namespace", activity.job().namespace());
    json.writeStringField("name", activity.job().name());
    json.writeEndObject();
    json.writeStringField("run", activity.run());
    if (activity.traceParent().isPresent()) {
      json.writeStringField(TraceParent.HEADER, activity.traceParent().get().text());
    }
    ReadJson.urns(json, "assets", activity.assets());
    json.writeBooleanField("named", activity.isNamed());
    json.writeArrayFieldStart("agents");
    for (Activity.Participant agent : activity.agents()) {
      json.writeStartObject();
      json.writeStringField("id", agent.id());
      json.writeStringField("type", agent.type().name());
      json.writeStringField("role", agent.role());
      if (agent.onBehalfWithheld() || !agent.onBehalfOf().isEmpty()) {
        json.writeStringField("onBehalfOf", agent.onBehalfWithheld() ? null : agent.onBehalfOf());
      }
      withheld(json, agent.onBehalfWithheld());
      json.writeEndObject();
    }
    json.writeEndArray();
    withheld(json, activity.fewAnnotators());
    json.writeArrayFieldStart("decisions");
    for (Activity.Choice choice : activity.decisions()) {
      choice(json, choice);
    }
    json.writeEndArray();
    if (activity.waiver().isPresent()) {
      waiver(json, activity.waiver().get());
    }
    json.writeEndObject();
  }

  private static void waiver(JsonGenerator json, Waive waiver) throws IOException {
    json.writeObjectFieldStart("waiver");
    json.writeStringField("rule", waiver.rule().name());
    json.writeStringField("origin", waiver.origin().map(Asset::urn).orElse(null));
    json.writeStringField("approver", waiver.approver());
    json.writeStringField("rationale", waiver.rationale());
    json.writeStringField("until", Rfc3339.format(waiver.until()));
    json.writeEndObject();
  }

  private static void choice(JsonGenerator json, Activity.Choice choice) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", choice.id());
    json.writeStringField("kind", choice.kind().name());
    json.writeStringField("question", choice.question());
    json.writeStringField("choice", choice.choice());
    json.writeStringField("rationale", choice.rationale());
    json.writeArrayFieldStart("decidedBy");
    for (Activity.Decider decider : choice.decidedBy()) {
      json.writeStartObject();
      json.writeStringField("id", decider.id().orElse(null));
      json.writeBooleanField("named", decider.type().isPresent());
      json.writeStringField("type", decider.type().map(Enum::name).orElse(null));
      withheld(json, decider.id().isEmpty());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("attributed", choice.isAttributed());
    texts(json, "options", choice.options());
    texts(json, "affectedGroups", choice.affectedGroups());
    texts(json, "consulted", choice.consulted());
    texts(json, "evidence", choice.evidence());
    json.writeStringField("decidedAt", choice.decidedAt().map(Rfc3339::format).orElse(null));
    json.writeEndObject();
  }

  private static void gap(JsonGenerator json, Decisions.Gap gap) throws IOException {
    json.writeStartObject();
    json.writeStringField("gap", gap.kind().name());
    json.writeStringField("asset", gap.asset().urn());
    json.writeStringField("eventId", gap.event().map(UUID::toString).orElse(null));
    json.writeStringField("decision", gap.decision().isEmpty() ? null : gap.decision());
    json.writeStringField("message", gap.sentence());
    json.writeEndObject();
  }

  /** Says what stands in place of annotators who are too few to be listed. */
  private static void withheld(JsonGenerator json, boolean withheld) throws IOException {
    if (withheld) {
      json.writeStringField("withheld", Annotators.FEW);
    }
  }

  private static void texts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
