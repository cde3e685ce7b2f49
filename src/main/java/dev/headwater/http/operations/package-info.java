/** The routes for operators: health, status, and the quarantine. */
package dev.headwater.http.operations;
