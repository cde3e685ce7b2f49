package dev.headwater.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the origins with the largest blast radius over all partitions. The models of an origin can
 * be in any partition, so each partition lists the origins that are largest there, and the ones
 * that did not list an origin are asked for its number.
 *
 * <p>When this is certain: an origin that no partition lists has at most as many models in a
 * partition as the last origin that the partition lists, and none where the list is whole. So it
 * has at most the sum of those numbers in all. If the last one of the result has at least that sum,
 * no origin that nobody lists can be larger. This is the threshold of R. Fagin, A. Lotem and M.
 * Naor, Optimal aggregation algorithms for middleware, 2003.
 *
 * @param origins the largest first, then by URN and rule, with exact numbers; at most {@link
 *     Overview#WIDEST}
 * @param certain whether no other origin is larger than the last of them
 */
record WidestOrigins(List<Overview.BlastRadius> origins, boolean certain) {

  static WidestOrigins of(List<OverviewQuestion.Found> found, Reading reading) {
    Map<Overview.Cause, Long> sums = new HashMap<>();
    long threshold = 0;
    for (OverviewQuestion.Found one : found) {
      one.widest().forEach(radius -> sums.merge(radius.cause(), radius.models(), Long::sum));
      if (one.moreCauses()) {
        threshold += one.widest().get(one.widest().size() - 1).models();
      }
    }
    addUnlisted(found, reading, sums);
    List<Overview.BlastRadius> widest =
        sums.entrySet().stream()
            .map(
                sum ->
                    new Overview.BlastRadius(
                        sum.getKey().rule(), sum.getKey().origin(), sum.getValue()))
            .filter(radius -> radius.models() > 0)
            .sorted(
                Comparator.comparingLong(Overview.BlastRadius::models)
                    .reversed()
                    .thenComparing(Overview.BlastRadius::origin)
                    .thenComparing(Overview.BlastRadius::rule))
            .limit(Overview.WIDEST)
            .toList();
    long last = widest.size() < Overview.WIDEST ? 0 : widest.get(Overview.WIDEST - 1).models();
    return new WidestOrigins(widest, last >= threshold);
  }

  /** Asks the partitions whose lists are not whole for the numbers of what they did not list. */
  private static void addUnlisted(
      List<OverviewQuestion.Found> found, Reading reading, Map<Overview.Cause, Long> sums) {
    Set<Overview.Cause> candidates = new LinkedHashSet<>(sums.keySet());
    List<BlastRadiusQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < found.size(); partition++) {
      if (found.get(partition).moreCauses()) {
        Set<Overview.Cause> listed = new HashSet<>();
        found.get(partition).widest().forEach(radius -> listed.add(radius.cause()));
        List<Overview.Cause> open =
            candidates.stream().filter(cause -> !listed.contains(cause)).toList();
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
