package dev.headwater.query;

/**
 * What is in the topics and not yet processed.
 *
 * @param events records in the events topic; an upper bound while there are any
 * @param graph records in the graph topic; an upper bound while there are any
 * @param openTransactions whether a transaction on them is open, of which the records will follow
 * @param ends something that is another number whenever either topic has grown
 */
public record Backlog(long events, long graph, boolean openTransactions, long ends) {

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return events == 0 && graph == 0 && !openTransactions;
  }
}
