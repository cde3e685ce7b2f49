package dev.headwater.query.progress;

/**
 * How much is in the topics and not yet processed.
 *
 * @param events records in the events topic, and in topics whose records become events; an upper
 *     bound if not 0
 * @param graph records in the graph topic; an upper bound if not 0
 * @param openTransactions whether a transaction on the topics is open; its records may follow
 * @param ends a number that is different whenever one of the topics has grown
 */
public record Backlog(long events, long graph, boolean openTransactions, long ends) {

  /** Whether nothing waits to be processed. */
  public boolean isEmpty() {
    return events == 0 && graph == 0 && !openTransactions;
  }
}
