package dev.headwater.pages;

/**
 * A picture of a graph.
 *
 * @param svg safe to put into a page as it is
 * @param caption what the picture shows, and what it leaves out
 */
public record PictureView(String svg, String caption) {}
