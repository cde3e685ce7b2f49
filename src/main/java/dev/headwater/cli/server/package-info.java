/** Asks a running server, with a token if there is one. */
package dev.headwater.cli.server;
