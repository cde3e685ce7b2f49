/**
 * What a caller of the HTTP API shows and trusts: its token, and the certificates of the server.
 * The client for pipelines and the command line share it. Not part of the API.
 *
 * <p>Guarantees, all covered by tests:
 *
 * <ol>
 *   <li>No message and no {@code toString} contains a token.
 *   <li>A token that is not one is an {@link dev.headwater.sdk.access.AccessException} that names
 *       the place it was read from. It is never sent.
 *   <li>Every file is read up to a limit.
 * </ol>
 */
package dev.headwater.sdk.access;
