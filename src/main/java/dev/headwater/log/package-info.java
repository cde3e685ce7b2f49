/**
 * What the command line logs: lines of text or of JSON on standard error, and no line over and over
 * again.
 *
 * <p>{@link dev.headwater.log.LogProvider} is a provider of SLF4J. The command line selects it with
 * SLF4J's property {@code slf4j.provider}; whoever embeds Headwater keeps their own provider. All
 * classes are safe for use by several threads.
 */
package dev.headwater.log;
