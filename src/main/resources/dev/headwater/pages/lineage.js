// The lineage graph: opening neighbours in place, lighting paths, finding, zooming, dragging.

const part = () => document.querySelector("[data-part]");

function boxOf(urn) {
  return [...document.querySelectorAll(".hw-box")].find((box) => box.dataset.id === urn);
}

/** Loads the picture behind a link, and keeps the box that was clicked where it is. */
async function open(link) {
  const url = new URL(link, location.href);
  const anchor = document.activeElement?.closest?.(".hw-more, .hw-box");
  const id = anchor?.dataset.of ?? anchor?.dataset.id;
  const before = id && boxOf(id)?.getBoundingClientRect();
  const graph = part().querySelector("[data-graph]");
  graph.classList.add("busy");
  graph.setAttribute("aria-busy", "true");
  let html;
  try {
    const response = await fetch(`${url.pathname}/lineage${url.search}`);
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    html = await response.text();
  } catch {
    location.assign(url); // The page itself says what is wrong.
    return;
  }
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-part]");
  part().replaceWith(document.adoptNode(fresh));
  history.replaceState(null, "", url);
  prepare();
  const now = part().querySelector("[data-graph]");
  if (before && boxOf(id)) {
    const moved = () => boxOf(id).getBoundingClientRect();
    now.scrollLeft += moved().left - before.left;
    now.scrollTop += moved().top - before.top;
    scrollBy(0, moved().top - before.top); // What the frame itself could not give.
    boxOf(id).focus({ preventScroll: true });
  }
}

/** Scrolls the frame of the graph so that a part of it is in the middle. */
function centre(graph, box) {
  const frame = graph.getBoundingClientRect();
  graph.scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
  graph.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
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

function zoom(svg, by) {
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const graph = svg.closest("[data-graph]");
  const now = svg.getBoundingClientRect().width / width;
  const fit = Math.min(1, graph.clientWidth / width);
  const scale = by === 0 ? fit : Math.min(4, Math.max(0.05, now * by));
  svg.setAttribute("width", Math.round(width * scale));
  svg.setAttribute("height", Math.round(height * scale));
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

function find(text) {
  const wanted = text.trim().toLowerCase();
  const boxes = [...document.querySelectorAll("[data-graph] .hw-box")];
  const found = wanted ? boxes.filter((box) => box.dataset.id.toLowerCase().includes(wanted)) : [];
  light(found.map((box) => box.dataset.id));
  found[0]?.scrollIntoView({ block: "nearest", inline: "center" });
  return found;
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
      open(link.getAttribute("href"));
    }
  });
  const search = root.querySelector("[data-find]");
  search.hidden = false;
  search.querySelector("input").addEventListener("input", (event) => find(event.target.value));
  search.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      find(event.target.value)[0]?.focus();
    }
  });
  const zoomers = root.querySelector("[data-zoom]");
  zoomers.hidden = false;
  for (const button of zoomers.querySelectorAll("button")) {
    button.addEventListener("click", () => zoom(svg, Number(button.dataset.by)));
  }
  // Room on both sides, so that a box can stay where it is when its neighbours appear beside it.
  svg.style.marginInline = `${Math.round(graph.clientWidth * 0.45)}px`;
  const drawn = svg.getBoundingClientRect();
  const focused = svg.querySelector(".hw-focus") ?? svg;
  const whole = drawn.width <= graph.clientWidth && drawn.height <= graph.clientHeight;
  centre(graph, whole ? drawn : focused.getBoundingClientRect());
}

for (const row of document.querySelectorAll("tr[data-path]")) {
  const urns = row.dataset.path.split(" ");
  const on = () => { row.classList.add("lit"); light(urns); };
  const off = () => { row.classList.remove("lit"); light([]); };
  row.addEventListener("mouseenter", on);
  row.addEventListener("mouseleave", off);
  row.addEventListener("focusin", on);
  row.addEventListener("focusout", off);
}
const shown = new URLSearchParams(location.search).get("show");
prepare();
if (shown) {
  const row = [...document.querySelectorAll("tr[data-path]")]
    .find((candidate) => candidate.dataset.path.split(" ")[0] === shown);
  if (row) {
    light(row.dataset.path.split(" "));
  }
}
