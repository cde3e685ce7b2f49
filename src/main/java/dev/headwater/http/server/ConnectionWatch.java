package dev.headwater.http.server;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Looks at all connections once a second. One look is made at a time. */
abstract class ConnectionWatch extends AbstractLifeCycle {
  private static final long LOOK_MILLIS = 1_000;

  private final ServerConnector connector;
  private volatile Scheduler.Task task;

  ConnectionWatch(ServerConnector connector) {
    this.connector = connector;
  }

  @Override
  protected void doStart() {
    later();
  }

  @Override
  protected void doStop() {
    Scheduler.Task last = task;
    if (last != null) {
      last.cancel();
    }
  }

  private void later() {
    task = connector.getScheduler().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      look(connector, System.nanoTime());
    } finally {
      if (isRunning() || isStarting()) {
        later();
      }
    }
  }

  abstract void look(ServerConnector connector, long nowNanos);
}
