/**
 * What all routes share: parameters, paths, bodies, media types, cursors and errors as
 * problem+json.
 */
package dev.headwater.http.request;
