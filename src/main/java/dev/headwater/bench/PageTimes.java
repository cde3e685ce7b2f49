package dev.headwater.bench;

import dev.headwater.bench.harness.ProcessorProcess;
import dev.headwater.bench.report.Percentiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads pages and takes their times, from the request to the last byte. Not thread-safe.
 *
 * <p>It also counts what makes the times worthless if nobody knows of it: pages that say that they
 * may be incomplete, and searches while a partition was not in the index.
 */
final class PageTimes {
  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Map<String, Double> shown = new LinkedHashMap<>();
  private long pages;
  private long unsure;
  private long mostScanned;

  /** Loads each page so many times, in turn, so that a disturbance affects all kinds alike. */
  static PageTimes load(
      ProcessorProcess processor, List<PageRequest> requests, long first, int repetitions) {
    PageTimes times = new PageTimes();
    for (long number = first; number < first + repetitions; number++) {
      for (PageRequest request : requests) {
        times.add(request, processor.timed(request.path().apply(number)));
      }
      times.mostScanned = Math.max(times.mostScanned, processor.partitionsScanned());
    }
    return times;
  }

  /**
   * Loads searches for as long as they have to read all rows, because the index of no partition is
   * built: each kind at most twice.
   */
  static PageTimes whileScanned(
      ProcessorProcess processor, List<PageRequest> searches, int partitions) {
    PageTimes times = new PageTimes();
    for (int number = 0; number < 2; number++) {
      for (PageRequest search : searches) {
        ProcessorProcess.Timed page = processor.timed(search.path().apply(number));
        if (processor.partitionsScanned() < partitions) {
          return times;
        }
        times.add(search, page);
      }
    }
    return times;
  }

  private void add(PageRequest request, ProcessorProcess.Timed page) {
    pages++;
    if (!PageRequest.isSure(page.body())) {
      unsure++;
    }
    if (request.isSearch()) {
      note(PageRequest.SEARCH, page.millis());
    }
    note(request.name(), page.millis());
    shown.merge(request.name(), request.shown().applyAsDouble(page.body()), Double::sum);
  }

  private void note(String name, double time) {
    millis.computeIfAbsent(name, any -> new ArrayList<>()).add(time);
  }

  /** The times by the names of the requests, and those of all searches together. */
  Map<String, Percentiles> percentiles() {
    Map<String, Percentiles> percentiles = new LinkedHashMap<>();
    millis.forEach((name, times) -> percentiles.put(name, new Percentiles(times)));
    return percentiles;
  }

  /** How much the pages of each request show on average. */
  Map<String, Double> shown() {
    Map<String, Double> average = new LinkedHashMap<>();
    shown.forEach((name, sum) -> average.put(name, sum / millis.get(name).size()));
    return average;
  }

  long pages() {
    return pages;
  }

  /** How many pages say that they may be incomplete. */
  long unsure() {
    return unsure;
  }

  /** The most partitions that were not in the index at the end of a round. */
  long mostScanned() {
    return mostScanned;
  }
}
