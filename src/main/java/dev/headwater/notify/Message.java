package dev.headwater.notify;

/**
 * The body of one request.
 *
 * @param name of the message in the log: it holds nothing of the body but an id
 */
record Message(String name, String contentType, byte[] body) {}
