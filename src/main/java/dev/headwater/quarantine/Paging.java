package dev.headwater.quarantine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cuts a page from the items of a scan. The oldest come first: they are deleted first, and a replay
 * in this order sends them in the order in which they came. Within a partition the order is that of
 * the topic, so that an offset in each partition is a place in the list.
 */
final class Paging {
  private static final Comparator<Deque<Item>> OLDEST =
      Comparator.comparing((Deque<Item> items) -> items.element().entry().arrivedAt())
          .thenComparing(items -> items.element().id());

  private Paging() {}

  static QuarantinePage page(
      List<Item> items, Filter filter, Place place, int limit, Reading reading, boolean whole) {
    Map<Integer, Deque<Item>> partitions = new TreeMap<>();
    for (Item item : items) {
      if (place.isBefore(item.id()) && reading.isKept(item.id()) && filter.matches(item)) {
        partitions.computeIfAbsent(item.id().partition(), key -> new ArrayDeque<>()).add(item);
      }
    }
    PriorityQueue<Deque<Item>> queues = new PriorityQueue<>(OLDEST);
    queues.addAll(partitions.values());
    List<Item> page = new ArrayList<>();
    while (page.size() < limit && !queues.isEmpty()) {
      Deque<Item> oldest = queues.remove();
      page.add(oldest.remove());
      if (!oldest.isEmpty()) {
        queues.add(oldest);
      }
    }
    boolean more = !queues.isEmpty() || !reading.finished() || !reading.keptAll();
    SortedMap<Integer, Long> offsets = new TreeMap<>(place.offsets());
    reading.readTo().forEach((partition, to) -> offsets.merge(partition, to, Math::max));
    for (Deque<Item> left : queues) {
      RecordId next = left.element().id();
      offsets.put(next.partition(), next.offset());
    }
    boolean fromHere = place.fromHere() || !reading.finished() || !reading.keptAll();
    return new QuarantinePage(
        page, more ? new Place(offsets, fromHere).toString() : "", whole && reading.finished());
  }
}
