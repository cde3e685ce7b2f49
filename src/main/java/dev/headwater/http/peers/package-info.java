/** The route by which instances ask each other. */
package dev.headwater.http.peers;
