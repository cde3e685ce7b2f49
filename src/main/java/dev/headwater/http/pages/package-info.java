/**
 * The routes of the pages for people. The views and the words are in {@link dev.headwater.pages}.
 */
package dev.headwater.http.pages;
