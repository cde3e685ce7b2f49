package dev.headwater.architecture.planted.http;

import io.cloudevents.CloudEvent;

/** Uses CloudEvents outside notify. */
public record UsesCloudEvents(CloudEvent event) {}
