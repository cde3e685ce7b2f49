package dev.headwater.query.walk;

import dev.headwater.query.question.BlastRadiusQuestion;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the origins with the largest blast radius over all partitions. The models of an origin can
 * be in any partition, so each partition lists the origins that are largest there, and the ones
 * that did not list an origin are asked for its number. At most {@link #CANDIDATES} origins are
 * asked for, those that can be the largest, so that an overview of many partitions stays cheap.
 *
 * <p>When this is certain: an origin has in a partition that does not list it at most as many
 * models as the last origin that the partition lists, and none where the list is whole. So the sum
 * of these numbers and of those that are listed is the most that it can have. If the last origin of
 * the result has at least the most that any other origin can have, none of them is larger. This is
 * the threshold of R. Fagin, A. Lotem and M. Naor, Optimal aggregation algorithms for middleware,
 * 2003.
 *
 * @param origins the largest first, then by URN and rule, with exact numbers; at most {@link
 *     Overview#WIDEST}
 * @param certain whether no other origin is larger than the last of them
 */
record WidestOrigins(List<Overview.BlastRadius> origins, boolean certain) {
  /** The maximum number of origins whose models all partitions count. */
  static final int CANDIDATES = 150;

  private static final Comparator<Overview.BlastRadius> LARGEST_FIRST =
      Comparator.comparingLong(Overview.BlastRadius::models)
          .reversed()
          .thenComparing(Overview.BlastRadius::origin)
          .thenComparing(Overview.BlastRadius::rule);

  static WidestOrigins of(List<OverviewQuestion.Found> found, Reading reading) {
    List<Overview.BlastRadius> atMost = atMost(found);
    List<Overview.BlastRadius> candidates = atMost.subList(0, Math.min(CANDIDATES, atMost.size()));
    List<Overview.BlastRadius> exact = exact(candidates, found, reading);
    List<Overview.BlastRadius> widest = exact.subList(0, Math.min(Overview.WIDEST, exact.size()));
    long last = widest.size() < Overview.WIDEST ? 0 : widest.get(Overview.WIDEST - 1).models();
    long mostOfOthers =
        candidates.size() < atMost.size()
            ? atMost.get(candidates.size()).models()
            : mostOfUnlisted(found);
    return new WidestOrigins(widest, last >= mostOfOthers);
  }

  /** The most models that an origin can have in a partition that does not list it. */
  private static long mostOfUnlisted(OverviewQuestion.Found one) {
    return one.moreCauses() ? one.widest().get(one.widest().size() - 1).models() : 0;
  }

  private static long mostOfUnlisted(List<OverviewQuestion.Found> found) {
    return found.stream().mapToLong(WidestOrigins::mostOfUnlisted).sum();
  }

  /** The most models that each origin can have that some partition lists, the largest first. */
  private static List<Overview.BlastRadius> atMost(List<OverviewQuestion.Found> found) {
    long unlisted = mostOfUnlisted(found);
    Map<Overview.Cause, Long> sums = new HashMap<>();
    for (OverviewQuestion.Found one : found) {
      long instead = mostOfUnlisted(one);
      for (Overview.BlastRadius radius : one.widest()) {
        sums.merge(radius.cause(), radius.models() - instead, Long::sum);
      }
    }
    List<Overview.BlastRadius> all = new ArrayList<>();
    sums.forEach((cause, more) -> all.add(radius(cause, unlisted + more)));
    all.sort(LARGEST_FIRST);
    return all;
  }

  private static Overview.BlastRadius radius(Overview.Cause cause, long models) {
    return new Overview.BlastRadius(cause.rule(), cause.origin(), models);
  }

  /** The number of models of each candidate, the largest first; none that has no models. */
  private static List<Overview.BlastRadius> exact(
      List<Overview.BlastRadius> candidates, List<OverviewQuestion.Found> found, Reading reading) {
    Map<Overview.Cause, Long> sums = new HashMap<>();
    candidates.forEach(candidate -> sums.put(candidate.cause(), 0L));
    for (OverviewQuestion.Found one : found) {
      one.widest()
          .forEach(
              radius ->
                  sums.computeIfPresent(radius.cause(), (cause, sum) -> sum + radius.models()));
    }
    addUnlisted(found, reading, sums);
    List<Overview.BlastRadius> all = new ArrayList<>();
    sums.forEach((cause, models) -> all.add(radius(cause, models)));
    all.removeIf(radius -> radius.models() == 0);
    all.sort(LARGEST_FIRST);
    return all;
  }

  /** Asks the partitions whose lists are not whole for the numbers of what they did not list. */
  private static void addUnlisted(
      List<OverviewQuestion.Found> found, Reading reading, Map<Overview.Cause, Long> sums) {
    List<BlastRadiusQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < found.size(); partition++) {
      if (found.get(partition).moreCauses()) {
        Set<Overview.Cause> listed = new HashSet<>();
        found.get(partition).widest().forEach(radius -> listed.add(radius.cause()));
        List<Overview.Cause> open =
            sums.keySet().stream().filter(cause -> !listed.contains(cause)).toList();
        if (!open.isEmpty()) {
          questions.add(new BlastRadiusQuestion(partition, open));
        }
      }
    }
    if (questions.isEmpty()) {
      return;
    }
    List<BlastRadiusQuestion.Found> answers = reading.askAll(questions);
    for (int i = 0; i < questions.size(); i++) {
      List<Overview.Cause> causes = questions.get(i).causes();
      for (int j = 0; j < causes.size(); j++) {
        sums.merge(causes.get(j), answers.get(i).models().get(j), Long::sum);
      }
    }
  }
}
