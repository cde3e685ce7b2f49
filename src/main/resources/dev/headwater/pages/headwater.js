// Comfort for all pages: copying, completion of names. Every page works without it.

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // Without permission, or over plain HTTP from another machine: let the reader copy.
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = document.getElementById(input.dataset.complete);
  let latest = 0;
  let waiting;
  const complete = async () => {
    const text = input.value.trim();
    const mine = ++latest;
    if (text.length < 2) {
      return;
    }
    // A URN's kind is not a part of the name.
    const part = text.replace(/^(dataset|model):/, "").split(/[:@]/).filter(Boolean).pop() ?? "";
    const query = new URLSearchParams({ q: part || text, limit: "20" });
    const response = await fetch(`/api/v1/assets?${query}`);
    if (!response.ok || mine !== latest) {
      return;
    }
    const found = await response.json();
    list.replaceChildren(...found.assets.map((asset) => new Option(asset.asset, asset.asset)));
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => complete().catch(() => {}), 150);
  });
}
