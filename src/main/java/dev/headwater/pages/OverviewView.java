package dev.headwater.pages;

import java.util.List;

/** The first page. */
public record OverviewView(List<AlertView> alerts, FreshnessView freshness) {}
