package dev.headwater.http.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connection that counts what has been sent on it. */
final class CountedEndPoint extends SocketChannelEndPoint {
  private final AtomicLong sentBytes = new AtomicLong();

  CountedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = BufferUtil.remaining(buffers);
    boolean all = super.flush(buffers);
    sentBytes.addAndGet(before - BufferUtil.remaining(buffers));
    return all;
  }

  long sentBytes() {
    return sentBytes.get();
  }

  /** Whether the client has not yet made room for what is being sent. */
  boolean isWaiting() {
    return getWriteFlusher().isPending();
  }
}
