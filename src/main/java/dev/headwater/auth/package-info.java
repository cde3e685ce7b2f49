/**
 * Who a caller is, and what the caller may do: tokens of a file, JWT of an OpenID Connect issuer,
 * the secret of the instances, and the certificate of this server.
 *
 * <p>Nothing here knows HTTP servers; {@code http} enforces what this package decides.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>No message and no log line contains a token, a secret or a key.
 *   <li>A file is read again when it changes. A broken new version is reported once, and the last
 *       good one stays in force.
 *   <li>What cannot be decided now, because an issuer is away, is {@link
 *       dev.headwater.auth.UndecidedException}: neither a refusal nor a pass.
 * </ol>
 */
package dev.headwater.auth;
