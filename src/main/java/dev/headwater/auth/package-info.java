/**
 * Who may call the HTTP API: tokens and what each may do. It opens no connection and knows no HTTP
 * server, so that the server and the command line share it.
 */
package dev.headwater.auth;
