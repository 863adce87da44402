// The page follows its stories: without this script it is only as new as when it was opened.
"use strict";

const live = document.getElementById("live");
const announcement = document.getElementById("announcement");
let waiting = 0;

/** Put the newest state of this page in place of the one shown, and keep what the reader has open and focused. */
async function renew() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  const current = document.getElementById("live");
  const nameOf = (details) => `${details.className} ${details.closest("li[id]").id}`;
  const open = new Set([...current.querySelectorAll("li[id] details[open]")].map(nameOf));
  const focused = document.activeElement?.closest?.("#live li[id]")?.id;
  current.replaceChildren(...fresh.childNodes);
  for (const details of current.querySelectorAll("li[id] details")) {
    details.open = open.has(nameOf(details));
  }
  if (focused) {
    document.getElementById(focused)?.querySelector("summary, a")?.focus({ preventScroll: true });
  }
}

/** A list does not move under its reader: it is said that something changed, and a press shows it. */
function offer() {
  waiting += 1;
  announcement.replaceChildren(`${waiting} ${waiting === 1 ? "change" : "changes"} since. `);
  const button = document.createElement("button");
  button.textContent = "Show";
  button.addEventListener("click", async () => {
    waiting = 0;
    announcement.replaceChildren();
    await renew();
  });
  announcement.append(button);
}

function withdrawn() {
  if (live.dataset.count) {
    offer();
    return;
  }
  announcement.textContent = "This story has been withdrawn.";
}

async function changed() {
  if (live.dataset.count) {
    offer();
    return;
  }
  await renew();
  announcement.textContent = "This story has just changed.";
}

if (live?.dataset.events) {
  const events = new EventSource(live.dataset.events);
  events.addEventListener("timeline", changed);
  events.addEventListener("withdrawn", withdrawn);
  addEventListener("pagehide", () => events.close());
}
