// Keeps what a page says about alerts up to date. When the stream of alerts says that something
// changed, and every 30 s, the page is loaded again, and what differs is put into the one that is
// shown. The server alone knows how an alert is shown.

const live = document.getElementById("live");

const WORDS = {
  on: "Live",
  off: "Connection lost; trying again",
  late: "Not up to date; trying again",
  paused: "Paused while nobody looks",
};
/** Alerts come in bursts: wait until a burst is over, but no longer than this. */
const QUIET_MILLIS = 250;
const BURST_MILLIS = 2_000;
/** Counts and the age of the page change without an alert. */
const EVERY_MILLIS = 30_000;
/** A load that takes longer has failed. */
const PATIENCE_MILLIS = 10_000;
const LONGEST_RETRY_MILLIS = 30_000;
/** A click ends within this time. An item that vanished during one would move its target. */
const CLICK_MILLIS = 500;

let source; // undefined while the page is hidden
let connected = 0; // the number of this connection; 0 while there is none
let connections = 0;
let refusals = 0;
let reconnecting;

let loading; // aborts the load that is under way
let again = false; // something changed during it
let failures = 0;
let sure = false; // the page was loaded after this connection was made
let waiting;
let burst; // when the first change came that is not loaded yet

/** Says a state once: #live is announced by screen readers whenever it changes. */
function say(state) {
  if (live.dataset.state !== state) {
    live.dataset.state = state;
    live.textContent = WORDS[state];
  }
}

function tell() {
  if (failures > 0) {
    say("late");
  } else if (!connected) {
    say("off");
  } else if (sure) {
    say("on");
  }
}

/** Doubles with each failure; differs between readers, so that they do not come all at once. */
function retryMillis(failed) {
  const most = Math.min(LONGEST_RETRY_MILLIS, 1_000 * 2 ** failed);
  return most * (0.5 + Math.random() / 2);
}

function loadIn(millis) {
  clearTimeout(waiting);
  waiting = setTimeout(load, millis);
}

/** Loads the page soon, because something changed. */
function changed() {
  if (loading) {
    again = true;
  } else if (failures === 0) { // After a failure, the next attempt is due anyway.
    burst ??= performance.now();
    loadIn(Math.max(0, Math.min(QUIET_MILLIS, burst + BURST_MILLIS - performance.now())));
  }
}

async function load() {
  clearTimeout(waiting);
  burst = undefined;
  again = false;
  const mine = new AbortController();
  loading = mine;
  const from = connected;
  const limit = setTimeout(() => mine.abort(), PATIENCE_MILLIS);
  try {
    const response = await fetch(location.href, {
      headers: { Accept: "text/html" },
      signal: mine.signal,
    });
    if (!response.ok) {
      throw new Error(`status ${response.status}`);
    }
    const html = await response.text();
    if (loading !== mine) {
      return;
    }
    show(new DOMParser().parseFromString(html, "text/html"));
    failures = 0;
    sure = from !== 0 && from === connected;
  } catch (failure) {
    if (loading !== mine) {
      return; // The page was hidden meanwhile.
    }
    failures++;
    sure = false;
    console.warn("The page was not brought up to date:", failure);
  } finally {
    clearTimeout(limit);
  }
  loading = undefined;
  tell();
  loadIn(failures > 0 ? retryMillis(failures) : EVERY_MILLIS);
  if (again) {
    changed();
  }
}

function follow() {
  const mine = new EventSource(live.dataset.stream);
  source = mine;
  mine.addEventListener("open", () => {
    connected = ++connections;
    refusals = 0;
    tell();
    // An alert may have come between the last load and this connection.
    if (loading) {
      again = true;
    } else {
      loadIn(QUIET_MILLIS);
    }
  });
  mine.addEventListener("alert", changed);
  mine.addEventListener("gap", changed);
  mine.addEventListener("error", () => {
    connected = 0;
    sure = false;
    tell();
    // The browser itself connects again after a lost connection, but not after a refusal.
    if (mine === source && mine.readyState === EventSource.CLOSED) {
      reconnecting = setTimeout(follow, retryMillis(++refusals));
    }
  });
}

function start() {
  if (!source) {
    follow();
    loadIn(BURST_MILLIS); // In case the stream does not open; if it does, it loads sooner.
  }
}

/** A stream takes one of the few connections that a browser opens to a server over HTTP/1.1. */
function pause() {
  source?.close();
  source = undefined;
  connected = 0;
  sure = false;
  clearTimeout(reconnecting);
  clearTimeout(waiting);
  burst = undefined;
  loading?.abort();
  loading = undefined;
  say("paused");
}

/** Puts what a newly loaded page says into this one. The reader's focus stays where it is. */
function show(page) {
  const focused = document.activeElement;
  const places = [];
  for (let place = focused; place; place = place.parentElement) {
    places.push(place);
  }
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!fresh) {
      throw new Error(`the answer has no part ${part.dataset.live}`);
    }
    renew(part, fresh);
  }
  if (!focused.isConnected) {
    const nearest = places.find((place) => place.isConnected);
    nearest.tabIndex = -1;
    nearest.focus({ preventScroll: true });
  }
}

/** Makes a node like another one, and keeps whatever is in both with all that the reader did. */
function renew(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) {
      old.data = fresh.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isReaders(old, name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isReaders(old, name)) {
      old.setAttribute(name, value);
    }
  }
  renewChildren(old, fresh);
}

/** Whether an attribute is not the server's: open details, focus that was moved, what is new. */
function isReaders(element, name) {
  return (name === "open" && element.localName === "details")
    || (name === "tabindex" && element === document.activeElement)
    || (name === "class" && element.matches("[data-alert]"));
}

function renewChildren(old, fresh) {
  const known = new Map();
  for (const child of old.childNodes) {
    const key = keyOf(child);
    known.set(key, [...(known.get(key) ?? []), child]);
  }
  const pairs = [...fresh.childNodes].map((child) => [known.get(keyOf(child))?.shift(), child]);
  for (const child of [...known.values()].flat()) {
    if (child.contains(document.activeElement) && child.matches("[data-alert]")) {
      markGone(child);
    } else {
      child.remove();
    }
  }
  let place = old.firstChild;
  for (const [same, child] of pairs) {
    while (place && isGone(place)) {
      place = place.nextSibling;
    }
    if (!same) {
      old.insertBefore(document.adoptNode(child), place);
      if (child.nodeType === Node.ELEMENT_NODE && child.matches("[data-alert]")) {
        child.classList.add("new");
      }
      continue;
    }
    if (same !== place && same.contains(document.activeElement)) {
      while (place !== same) { // To move the node itself would take its focus away.
        const other = place;
        place = place.nextSibling;
        same.after(other);
      }
    } else if (same !== place) {
      old.insertBefore(same, place);
    }
    place = same.nextSibling;
    renew(same, child);
  }
}

/** What a node is known by among its siblings: its id, or its name and what it is about. */
function keyOf(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return node.nodeName;
  }
  const about = node.matches("a") ? node : node.matches("li, tr") && node.querySelector("a[href]");
  const label = (about && about.getAttribute("href")) || node.getAttribute("aria-labelledby");
  return node.id ? `#${node.id}` : `${node.localName} ${label ?? ""}`;
}

/** An alert that is being read stays until the focus leaves it. */
function markGone(item) {
  if (!isGone(item)) {
    const note = document.createElement("p");
    note.className = "small soft";
    note.textContent = "No longer in this list.";
    note.dataset.gone = "";
    item.append(note);
  }
}

function isGone(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.querySelector(":scope > [data-gone]") !== null;
}

if (live?.dataset.stream && "EventSource" in globalThis) {
  document.addEventListener("visibilitychange", () => (document.hidden ? pause() : start()));
  document.addEventListener("animationend", (event) => event.target.classList.remove("new"));
  document.addEventListener("focusout", (event) => {
    const item = event.target.closest("[data-alert]");
    if (item && isGone(item)) {
      setTimeout(() => {
        if (isGone(item) && !item.contains(document.activeElement)) {
          item.remove();
        }
      }, CLICK_MILLIS);
    }
  });
  if (!document.hidden) {
    start();
  }
}
