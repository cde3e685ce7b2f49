/**
 * Sends alerts to where people are: to webhooks as CloudEvents, and to Prometheus Alertmanager.
 *
 * <p>How it fits together: {@link dev.headwater.notify.Routes} say which alerts go to which {@link
 * dev.headwater.notify.Receiver}. {@link dev.headwater.notify.AlertDelivery} runs one line for each
 * receiver of each route. A line has a thread and a Kafka consumer group of its own, reads the
 * topic of the alerts, and posts what its route accepts. {@code Outlet} is the difference between
 * the kinds of receivers: one message an alert, a digest, or Alertmanager's alerts that are
 * repeated while they are open.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>At least once: a line commits its position in the topic after the receiver has accepted
 *       everything before it. The topic is the queue, so a receiver may be away for as long as it
 *       likes. A message that is sent again has the same id.
 *   <li>In order: the alerts of one partition, and so all states of one alert, leave one after the
 *       other. A partition changes hands only when the request under way is over.
 *   <li>Lines do not wait for each other.
 *   <li>An alert that a route has announced is followed to its end, even if it no longer passes the
 *       route's filter. What cannot be known passes a filter.
 *   <li>A receiver that refuses a message for what it is (400, 409, 413, 415, 422) stops a line for
 *       a bounded number of attempts. Then the message is skipped, counted and logged. Any other
 *       error, such as 401, is one of the receiver, and the line waits until it is mended.
 * </ol>
 *
 * <p>No secret, no URL and no body of an answer is logged: URLs of webhooks often hold a secret.
 */
package dev.headwater.notify;
