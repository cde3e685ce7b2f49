package dev.headwater.architecture.planted.http;

import com.github.weisj.jsvg.SVGDocument;

/** Uses the SVG renderer outside drawing. */
public record UsesSvgRenderer(SVGDocument drawing) {}
