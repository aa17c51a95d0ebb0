/* Keeps the codes and the list of messages fresh. Without it, reload the page. */
async function refresh() {
  const answer = await fetch("/");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${old.dataset.fresh}"]`);
    if (fresh && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) {
      old.replaceWith(fresh);
    }
  }
}

setInterval(() => refresh().catch(() => {}), 1000);
