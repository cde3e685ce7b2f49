/**
 * The web server below the routes: connections, slow clients, and what is measured of each request.
 */
package dev.headwater.http.server;
