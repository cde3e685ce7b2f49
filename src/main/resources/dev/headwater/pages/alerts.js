// Keeps lists of alerts up to date: when the stream of alerts says that something changed, the part
// of the page is loaded again. The server alone knows how an alert is shown.

const live = document.getElementById("live");

if (live?.dataset.stream && "EventSource" in globalThis) {
  const words = {
    on: "Live",
    off: "Connection lost; trying again",
  };
  const say = (state) => {
    live.dataset.state = state;
    live.textContent = words[state];
  };

  let waiting;
  let again = false;
  let loading = false;

  const load = async () => {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (response.ok) {
        replace(new DOMParser().parseFromString(await response.text(), "text/html"));
      }
    } catch {
      // The stream reconnects by itself, and loads the page again then.
    } finally {
      loading = false;
      if (again) {
        again = false;
        soon();
      }
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(load, 250);
  };

  const replace = (page) => {
    const known = new Set([...document.querySelectorAll("[data-alert]")].map((item) => item.id));
    const open = [...document.querySelectorAll("[data-alert] details[open]")]
      .map((details) => details.closest("[data-alert]").id);
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh && !part.contains(document.activeElement)) {
        part.replaceWith(document.adoptNode(fresh));
      }
    }
    for (const item of document.querySelectorAll("[data-alert]")) {
      item.classList.toggle("new", !known.has(item.id));
      if (open.includes(item.id)) {
        item.querySelector("details").open = true;
      }
    }
  };

  let followed = false;
  const source = new EventSource(live.dataset.stream);
  source.addEventListener("open", () => {
    say("on");
    if (followed) {
      soon(); // Something may have changed while the connection was lost.
    }
    followed = true;
  });
  source.addEventListener("alert", soon);
  source.addEventListener("gap", soon);
  source.addEventListener("error", () => {
    say("off");
    if (source.readyState === EventSource.CLOSED) {
      live.textContent = "No live updates; reload for news";
    }
  });
}
