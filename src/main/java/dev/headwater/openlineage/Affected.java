package dev.headwater.openlineage;

import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the datasets of a subject that an event changes something for, so that no others need to be
 * read. Not thread-safe.
 */
final class Affected {
  /** The most datasets that are listed one by one. If there are more, all datasets are checked. */
  private static final int LISTED = 1_000;

  private final Memory after;
  private final List<Integer> jobs;
  private final SortedSet<DatasetName> names = new TreeSet<>();

  private Affected(Memory after, List<Integer> jobs) {
    this.after = after;
    this.jobs = jobs;
  }

  /**
   * The datasets that an event changes something for.
   *
   * @param all whether the event may affect any of them, so that all have to be checked
   * @param names if not all: the affected ones
   */
  record Datasets(boolean all, SortedSet<DatasetName> names) {
    static final Datasets NONE = new Datasets(false, new TreeSet<>());
    static final Datasets ALL = new Datasets(true, new TreeSet<>());
  }

  /** What an event does to the attempts of a run. */
  enum Change {
    /** They begin and end as before. */
    NONE,
    /** Another attempt begins after everything that was said so far, and does not count yet. */
    BEGINS,
    /** Anything else. */
    OTHER;

    static Change of(
        Header before, Header after, List<Integer> jobs, List<AttemptView> is, Instant at) {
      List<Group> was = Group.of(before.jobs(), jobs);
      List<Group> now = Group.of(after.jobs(), jobs);
      if (was.equals(now)) {
        return NONE;
      }
      boolean one =
          was.size() == 1
              && now.size() == 1
              && was.get(0).members().equals(now.get(0).members())
              && now.get(0).attempts().size() == was.get(0).attempts().size() + 1;
      boolean latest =
          jobs.stream()
              .filter(job -> job < before.jobs().size())
              .allMatch(job -> before.jobs().get(job).last().isBefore(at));
      return one && latest && !is.get(is.size() - 1).counts() ? BEGINS : OTHER;
    }
  }

  /**
   * Compares the attempts of some jobs before and after an event.
   *
   * @param was the attempts before the event
   * @param is the attempts after it
   * @param change how the event changes their starts and ends
   * @param after the memory with the event
   * @param jobs the jobs that the attempts belong to
   */
  static Datasets of(
      OpenLineageEvent event,
      List<AttemptView> was,
      List<AttemptView> is,
      Change change,
      Memory after,
      List<Integer> jobs) {
    boolean counts =
        was.stream().anyMatch(AttemptView::counts) || is.stream().anyMatch(AttemptView::counts);
    if (!counts || change == Change.BEGINS) {
      return Datasets.NONE;
    }
    boolean entriesGone =
        event.jobFacets().containsKey("lineage") && event.jobFacets().get("lineage").isNull();
    if (change == Change.OTHER || entriesGone || event.kind() == Kind.JOB) {
      return Datasets.ALL;
    }
    Affected affected = new Affected(after, jobs);
    boolean newInputs = !event.inputs().isEmpty();
    for (int i = 0; i < is.size(); i++) {
      if (newInputs && Unread.entriesMayBeUnread(is.get(i).standing())) {
        return Datasets.ALL;
      }
      if (!was.get(i).standing().saysTheSameAs(is.get(i).standing())) {
        return Datasets.ALL;
      }
      if (is.get(i).counts()) {
        affected.add(event, was.get(i), is.get(i));
      }
    }
    return affected.names.size() > LISTED ? Datasets.ALL : new Datasets(false, affected.names);
  }

  private void add(OpenLineageEvent event, AttemptView was, AttemptView is) {
    Set<DatasetName> toggled = new HashSet<>();
    for (DatasetName output : event.targets()) {
      if (!was.output(output).equals(is.output(output))) {
        names.add(output);
        collect(job -> Rows.naming(job, output));
        Set<DatasetName> before = Sources.named(output, was);
        Set<DatasetName> now = Sources.named(output, is);
        before.stream().filter(source -> !now.contains(source)).forEach(toggled::add);
        now.stream().filter(source -> !before.contains(source)).forEach(toggled::add);
      }
    }
    boolean named = toggles(toggled, was, is);
    boolean open = false;
    for (OpenLineageEvent.Mention mention : event.inputs()) {
      DatasetName input = mention.name();
      if (!was.input(input).equals(is.input(input))) {
        names.add(input);
        collect(job -> Rows.naming(job, input));
        open = true;
        named |= was.isUnnamedInput(input) || is.isUnnamedInput(input);
        was.of(input).symlinks().forEach(alias -> collect(job -> Rows.naming(job, alias)));
        is.of(input).symlinks().forEach(alias -> collect(job -> Rows.naming(job, alias)));
      }
    }
    if (open) {
      collect(Rows::open);
    }
    if (named) {
      collect(Rows::named);
    }
  }

  /**
   * Adds the inputs that no facet named before and one names now, or the other way round. Returns
   * whether there are any.
   */
  private boolean toggles(Set<DatasetName> sources, AttemptView was, AttemptView is) {
    boolean any = false;
    for (DatasetName source : sources) {
      for (DatasetName input : is.inputsCalled(source)) {
        if (was.isUnnamedInput(input) != is.isUnnamedInput(input)) {
          names.add(input);
          any = true;
        }
      }
    }
    return any;
  }

  private void collect(Function<Integer, String> place) {
    for (int job : jobs) {
      String prefix = place.apply(job);
      after.scan(
          prefix,
          "",
          (key, row) -> {
            names.add(DatasetName.ofKey(key.substring(prefix.length())));
            return names.size() <= LISTED;
          });
    }
  }
}
