package dev.headwater.query.peer;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headwater.query.question.AlertsQuestion;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.AssetsQuestion;
import dev.headwater.query.question.BlastRadiusQuestion;
import dev.headwater.query.question.CandidatesQuestion;
import dev.headwater.query.question.ClaimQuestion;
import dev.headwater.query.question.DetailQuestion;
import dev.headwater.query.question.EventsQuestion;
import dev.headwater.query.question.ExposuresQuestion;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.JobQuestion;
import dev.headwater.query.question.NamedQuestion;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.Question;
import dev.headwater.query.question.RevisionsQuestion;
import dev.headwater.query.question.RunsQuestion;
import dev.headwater.query.question.SpreadsQuestion;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.query.question.SuccessorsQuestion;
import dev.headwater.query.question.TraceQuestion;
import dev.headwater.query.question.VisitQuestion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The HTTP protocol between instances: {@code POST} {@link #PATH}{@code /<kind of question>} with a
 * list of questions, answered by {@link Answers}; {@code GET} {@link #PATH}{@code /report},
 * answered by {@link InstanceReport}. Both ends belong to this product, so the protocol may change
 * with every release; it is not for users.
 *
 * <p>An instance that does not have a partition answers 421. It does so too if the other one names
 * another state in the header {@link #STATE}: a new generation may listen where an instance of the
 * old one listened, and its partitions have other assets. An instance of an earlier version sends
 * no such header. With {@code ?copy=true}, a copy of the partition may answer too.
 */
public final class PeerProtocol {

  /** The path at which an instance serves it. */
  public static final String PATH = "/internal/v1";

  /** The header that names the state that the instance asks about. */
  public static final String STATE = "Headwater-State";

  /** The HTTP status for a partition that is not on this instance. */
  public static final int MOVED = 421;

  /** The parameter of a request that a copy of a partition may answer too. */
  public static final String COPY = "copy";

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          kind("alerts", AlertsQuestion.class, AlertsQuestion.Found.class),
          kind("blast", BlastRadiusQuestion.class, BlastRadiusQuestion.Found.class),
          kind("candidates", CandidatesQuestion.class, CandidatesQuestion.Found.class),
          kind("claim", ClaimQuestion.class, ClaimQuestion.Verdict.class),
          kind("detail", DetailQuestion.class, DetailQuestion.Detail.class),
          kind("events", EventsQuestion.class, AssetEvents.class),
          kind("exposures", ExposuresQuestion.class, ExposuresQuestion.Found.class),
          kind("facts", FactsQuestion.class, FactsQuestion.Found.class),
          kind("job", JobQuestion.class, JobQuestion.Made.class),
          kind("named", NamedQuestion.class, NamedQuestion.Found.class),
          kind("overview", OverviewQuestion.class, OverviewQuestion.Found.class),
          kind("revisions", RevisionsQuestion.class, RevisionsQuestion.Found.class),
          kind("runs", RunsQuestion.class, RunsQuestion.Found.class),
          kind("search", AssetsQuestion.class, AssetsQuestion.Found.class),
          kind("spreads", SpreadsQuestion.class, SpreadsQuestion.Spreads.class),
          kind("statements", StatementsQuestion.class, StatementsQuestion.Found.class),
          kind("successors", SuccessorsQuestion.class, SuccessorsQuestion.Found.class),
          kind("trace", TraceQuestion.class, TraceQuestion.Step.class),
          kind("visit", VisitQuestion.class, VisitQuestion.Seen.class));

  /**
   * Ignores properties that a later version adds, so that versions can be mixed during an update.
   */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(PeerValues.module())
          .build();

  private record Kind(Class<?> question, Class<? extends Question.Answer> answer) {}

  private static Map.Entry<String, Kind> kind(
      String name, Class<?> question, Class<? extends Question.Answer> answer) {
    return Map.entry(name, new Kind(question, answer));
  }

  private PeerProtocol() {}

  /** Whether a kind of question has this name. */
  public static boolean knows(String kind) {
    return KINDS.containsKey(kind);
  }

  /**
   * Answers the questions of another instance.
   *
   * @param kind of the questions; one that {@link #knows} accepts
   * @param body of the request
   * @param orCopy whether a copy of a partition may answer too
   * @return the body to answer with
   * @throws IOException if the body is not a list of questions of this kind
   */
  public static byte[] answer(
      LocalReads reads, String kind, InputStream body, boolean orCopy, Duration patience)
      throws IOException {
    JavaType type = listOf(KINDS.get(kind).question());
    List<Question<Question.Answer>> questions = MAPPER.readValue(body, type);
    return MAPPER.writeValueAsBytes(
        orCopy ? reads.askCopy(questions, patience) : reads.ask(questions, patience));
  }

  /** The report of this instance, as the body of a response. */
  public static byte[] report(LocalReads reads) throws IOException {
    return MAPPER.writeValueAsBytes(reads.report(Duration.ZERO));
  }

  static InstanceReport readReport(InputStream body) throws IOException {
    return MAPPER.readValue(body, InstanceReport.class);
  }

  static String kindOf(Question<?> question) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().question().isInstance(question))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  public static byte[] write(List<? extends Question<?>> questions) throws IOException {
    return MAPPER.writeValueAsBytes(questions);
  }

  public static <A extends Question.Answer> Answers<A> readAnswers(String kind, InputStream body)
      throws IOException {
    Class<?> answer = KINDS.get(kind).answer();
    return MAPPER.readValue(
        body, MAPPER.getTypeFactory().constructParametricType(Answers.class, answer));
  }

  private static JavaType listOf(Class<?> element) {
    return MAPPER.getTypeFactory().constructCollectionType(List.class, element);
  }
}
