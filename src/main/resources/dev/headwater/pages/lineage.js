// The lineage graph: opening neighbours in place, lighting paths, finding, zooming, dragging.

const part = () => document.querySelector("[data-part]");

function boxOf(urn) {
  return [...document.querySelectorAll(".hw-box")].find((box) => box.dataset.id === urn);
}

let opening; // the picture that is being loaded
let scale; // that the reader chose; undefined until then

const opened = (url) => (url.searchParams.get("open") ?? "").split(" ").filter(Boolean);

/** Loads the picture behind a link, and keeps the box that was clicked where it is. */
async function open(link) {
  const url = new URL(link.getAttribute("href"), location.href);
  if (opening) {
    // This link does not know of the one before it, whose picture has not come yet.
    url.searchParams.set("open", [...new Set([...opened(opening.url), ...opened(url)])].join(" "));
    opening.abort();
  }
  const loading = new AbortController();
  const mine = { url, abort: () => loading.abort() };
  opening = mine;
  const graph = part().querySelector("[data-graph]");
  graph.classList.add("busy");
  graph.setAttribute("aria-busy", "true");
  let html;
  try {
    const response = await fetch(`${url.pathname}/lineage${url.search}`, {
      signal: loading.signal,
    });
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    html = await response.text();
  } catch {
    if (opening === mine) {
      location.assign(url); // The page itself says what is wrong.
    }
    return;
  }
  if (opening === mine) {
    opening = undefined;
    replace(new DOMParser().parseFromString(html, "text/html").querySelector("[data-part]"), url,
      link.dataset.of);
  }
}

/** Puts a picture in the place of the one that is shown; a box stays where the reader sees it. */
function replace(fresh, url, anchor) {
  const old = part();
  const before = boxOf(anchor)?.getBoundingClientRect();
  const focused = old.contains(document.activeElement);
  const text = old.querySelector("[data-find] input").value;
  const table = old.querySelector("details").open;
  old.replaceWith(document.adoptNode(fresh));
  history.replaceState(null, "", url);
  part().querySelector("details").open = table;
  part().querySelector("[data-find] input").value = text;
  prepare();
  const box = boxOf(anchor);
  if (before && box) {
    const graph = part().querySelector("[data-graph]");
    graph.scrollLeft += box.getBoundingClientRect().left - before.left;
    graph.scrollTop += box.getBoundingClientRect().top - before.top;
    scrollBy(0, box.getBoundingClientRect().top - before.top); // What the frame could not give.
    if (focused) {
      box.focus({ preventScroll: true });
    }
  }
}

/**
 * Scrolls the frame of the graph so that a part of the drawing is near the middle, and as much of
 * the drawing as possible within the frame.
 */
function centre(graph, part, svg) {
  const frame = graph.getBoundingClientRect();
  const box = part.getBoundingClientRect();
  const drawn = svg.getBoundingClientRect();
  const along = (start, size) => {
    if (drawn[size] <= frame[size]) {
      return drawn[start] - frame[start] - (frame[size] - drawn[size]) / 2;
    }
    const first = drawn[start] - frame[start];
    const last = first + drawn[size] - frame[size];
    const middle = box[start] - frame[start] - (frame[size] - box[size]) / 2;
    return Math.min(last, Math.max(first, middle));
  };
  graph.scrollLeft += along("left", "width");
  graph.scrollTop += along("top", "height");
}

function light(urns) {
  const svg = document.querySelector("[data-graph] svg");
  if (!svg) {
    return;
  }
  const on = new Set(urns);
  for (const box of svg.querySelectorAll(".hw-box")) {
    box.classList.toggle("hw-lit", on.has(box.dataset.id));
    box.classList.toggle("hw-dim", on.size > 0 && !on.has(box.dataset.id));
  }
  const steps = new Set(urns.slice(1).map((urn, i) => `${urns[i]} ${urn}`));
  for (const arrow of svg.querySelectorAll(".hw-arrow")) {
    const lit = steps.has(`${arrow.dataset.from} ${arrow.dataset.to}`);
    arrow.classList.toggle("hw-lit", lit);
    arrow.classList.toggle("hw-dim", on.size > 0 && !lit);
  }
}

/** What is lit while the reader points at nothing: what was found, or the path in the URL. */
function lightAgain() {
  const text = part()?.querySelector("[data-find] input").value ?? "";
  const shown = new URLSearchParams(location.search).get("show");
  const row = [...document.querySelectorAll("tr[data-path]")]
    .find((candidate) => shown && candidate.dataset.path.split(" ")[0] === shown);
  const path = row?.dataset.path.split(" ") ?? [];
  light(text.trim() ? matching(text).map((box) => box.dataset.id) : path);
}

function zoom(svg, by) {
  const graph = svg.closest("[data-graph]");
  const width = svg.viewBox.baseVal.width;
  const now = svg.getBoundingClientRect().width / width;
  const fit = Math.min(1, graph.clientWidth / width);
  scale = by === 0 ? fit : Math.min(4, Math.max(0.05, now * by));
  resize(svg);
}

function resize(svg) {
  svg.setAttribute("width", Math.round(svg.viewBox.baseVal.width * scale));
  svg.setAttribute("height", Math.round(svg.viewBox.baseVal.height * scale));
}

function drag(graph) {
  let from;
  graph.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType === "mouse" && !event.target.closest("a")) {
      from = [event.clientX + graph.scrollLeft, event.clientY + graph.scrollTop];
      graph.setPointerCapture(event.pointerId);
    }
  });
  graph.addEventListener("pointermove", (event) => {
    if (from) {
      graph.scrollLeft = from[0] - event.clientX;
      graph.scrollTop = from[1] - event.clientY;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    graph.addEventListener(end, () => { from = undefined; });
  }
}

function matching(text) {
  const wanted = text.trim().toLowerCase();
  return [...document.querySelectorAll("[data-graph] .hw-box")]
    .filter((box) => wanted && box.dataset.id.toLowerCase().includes(wanted));
}

/** Attaches the controls to a picture that has just come into the page. */
function prepare() {
  const root = part();
  const graph = root?.querySelector("[data-graph]");
  const svg = graph?.querySelector("svg");
  if (!svg) {
    return;
  }
  drag(graph);
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a.hw-more");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      link.focus({ preventScroll: true });
      open(link);
    }
  });
  const search = root.querySelector("[data-find]");
  search.hidden = false;
  search.querySelector("input").addEventListener("input", (event) => {
    lightAgain();
    matching(event.target.value)[0]?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  search.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      matching(event.target.value)[0]?.focus();
    }
  });
  const zoomers = root.querySelector("[data-zoom]");
  zoomers.hidden = false;
  for (const button of zoomers.querySelectorAll("button")) {
    button.addEventListener("click", () => zoom(svg, Number(button.dataset.by)));
  }
  if (scale) {
    resize(svg);
  }
  // Room on both sides, so that a box can stay where it is when its neighbours appear beside it.
  svg.style.marginInline = `${Math.round(graph.clientWidth * 0.45)}px`;
  centre(graph, svg.querySelector(".hw-focus") ?? svg, svg);
  lightAgain();
}

for (const row of document.querySelectorAll("tr[data-path]")) {
  const urns = row.dataset.path.split(" ");
  const on = () => { row.classList.add("lit"); light(urns); };
  const off = () => { row.classList.remove("lit"); lightAgain(); };
  row.addEventListener("mouseenter", on);
  row.addEventListener("mouseleave", off);
  row.addEventListener("focusin", on);
  row.addEventListener("focusout", off);
}
prepare();
