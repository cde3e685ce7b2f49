package dev.headwater.drawing;

/**
 * A box and the rectangle it takes, in pixels. The buttons for neighbours that are not drawn are
 * inside of the rectangle.
 */
public record PlacedBox(Box box, double x, double y, double width, double height) {}
