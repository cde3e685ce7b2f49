package dev.headwater.app.kafka;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.StartException;
import dev.headwater.stream.TopicNames;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * The generation of the derived topics that the settings name, and what it may do. One generation
 * of an installation is in charge: it says what follows from the events. The next one can build its
 * state beside it from the same events, and then take over.
 *
 * <p>Topics without records say how far that is, so that no instance can be mistaken about it. They
 * appear and disappear in this order:
 *
 * <ol>
 *   <li>{@code generation-N-follows}: N builds its state. The generation in charge goes on.
 *   <li>{@code generation-N-takes-over}, too: no instance of an earlier generation starts any more.
 *       N learns which alerts readers know.
 *   <li>{@code generation-N-takes-over} alone: no instance works.
 *   <li>{@code generation-N}: N is in charge, for ever or until a later one is.
 * </ol>
 */
public final class Generation {
  private static final Pattern MARK = Pattern.compile("generation-(\\d{1,9})(-takes-over)?");

  private final Admin admin;
  private final TopicNames names;

  /** What a generation may do. */
  public enum Role {
    /** It is in charge. */
    LEADS,
    /** It builds its state, and says nothing. */
    FOLLOWS,
    /** It is about to be in charge. */
    WAITS
  }

  public Generation(Admin admin, TopicNames names) {
    this.admin = admin;
    this.names = names;
  }

  /** Exists while this generation follows the one in charge. */
  public MarkTopic follows() {
    return mark("-follows");
  }

  /** Exists while this generation takes over. */
  public MarkTopic takesOver() {
    return mark("-takes-over");
  }

  /** Exists since this generation is in charge. */
  public MarkTopic leads() {
    return mark("");
  }

  private MarkTopic mark(String suffix) {
    return new MarkTopic(admin, names.prefix() + "generation-" + names.generation() + suffix);
  }

  /**
   * What this generation may do now.
   *
   * @throws StartException if a later one is in charge or takes over, or this one has not begun
   */
  public Role role() throws ExecutionException, InterruptedException {
    return role(admin.listTopics().names().get());
  }

  /**
   * @throws StartException if a later generation is in charge or takes over
   */
  public void requireNoneLater() throws ExecutionException, InterruptedException {
    requireNoneLater(latest(admin.listTopics().names().get()));
  }

  private void requireNoneLater(int latest) {
    if (latest > names.generation()) {
      throw new StartException(
          "generation "
              + latest
              + " has taken over from generation "
              + names.generation()
              + "; use its settings: "
              + Setting.TOPIC_GENERATION.key()
              + "="
              + latest
              + ", and its "
              + Setting.APPLICATION_ID.key());
    }
  }

  /**
   * What this generation may do now, for a task that begins.
   *
   * @throws StartException as {@link #role()}, or if its state is to be deleted
   */
  Role roleOfTask() throws ExecutionException, InterruptedException {
    Set<String> topics = admin.listTopics().names().get();
    if (topics.contains(ResetMark.name(names))) {
      throw new StartException(
          "the state is to be deleted and rebuilt (topic " + ResetMark.name(names) + " exists)");
    }
    return role(topics);
  }

  /** As {@link #role()}, where these topics exist. */
  public Role role(Set<String> topics) {
    int latest = latest(topics);
    requireNoneLater(latest);
    if (names.generation() == 1 || topics.contains(leads().name())) {
      return Role.LEADS;
    }
    if (topics.contains(follows().name())) {
      return Role.FOLLOWS;
    }
    if (topics.contains(takesOver().name())) {
      return Role.WAITS;
    }
    throw new StartException(
        Setting.TOPIC_GENERATION.key()
            + "="
            + names.generation()
            + ", and this generation has not begun: run repartition --begin, or set it to the"
            + " generation in charge, "
            + latest);
  }

  /** The latest generation that is in charge or takes over. */
  private int latest(Set<String> topics) {
    return topics.stream()
        .filter(topic -> topic.startsWith(names.prefix()))
        .map(topic -> MARK.matcher(topic.substring(names.prefix().length())))
        .filter(Matcher::matches)
        .mapToInt(mark -> Integer.parseInt(mark.group(1)))
        .reduce(1, Math::max);
  }

  /** The names of the topics of the generation that was in charge before this one. */
  public TopicNames former() throws ExecutionException, InterruptedException {
    Set<String> topics = admin.listTopics().names().get();
    int former = names.generation() - 1;
    while (former > 1 && !topics.contains(names.prefix() + "generation-" + former)) {
      former--;
    }
    return new TopicNames(names.prefix(), former);
  }

  /** A generation that follows the one in charge, other than this one; empty if there is none. */
  public Optional<String> otherFollower() throws ExecutionException, InterruptedException {
    Pattern other = Pattern.compile(Pattern.quote(names.prefix()) + "generation-\\d+-follows");
    try (Stream<String> topics = admin.listTopics().names().get().stream()) {
      return topics
          .filter(topic -> other.matcher(topic).matches() && !topic.equals(follows().name()))
          .findFirst();
    }
  }

  /**
   * @param command which only the generation in charge may run
   * @throws StartException if this generation is not in charge
   */
  public void requireInCharge(String command) throws ExecutionException, InterruptedException {
    if (role() != Role.LEADS) {
      throw new StartException(
          "generation "
              + names.generation()
              + " is not in charge yet, so "
              + command
              + " must not run with its settings; use those of the generation in charge");
    }
  }

  /**
   * @param command which must not run while another generation has derived topics: they would keep
   *     what it removes
   * @throws StartException if another one has, or this generation is not in charge
   */
  public void requireAlone(String command) throws ExecutionException, InterruptedException {
    requireInCharge(command);
    Pattern derived =
        Pattern.compile(
            Pattern.quote(names.prefix())
                + "((graph|assets)(-\\d+)?|generation-\\d+-(follows|takes-over))");
    try (Stream<String> topics = admin.listTopics().names().get().stream()) {
      Optional<String> other =
          topics
              .filter(topic -> derived.matcher(topic).matches())
              .filter(topic -> !Set.of(names.graph(), names.assets()).contains(topic))
              .findFirst();
      if (other.isPresent()) {
        throw new StartException(
            "topic "
                + other.get()
                + " belongs to another generation; end the change of partitions, run repartition"
                + " --clean, then "
                + command);
      }
    }
  }
}
