// Warns before an idle session ends and lets the person stay. Without scripts the note on the page says the same.
const LAST_SEEN = "nssi-last-seen"; // shared by the tabs: whoever is active in one is not idle in another
const WARN_BEFORE = 2 * 60 * 1000;
const LOOK_EVERY = 5 * 1000;

export function watchSession(warning) {
  const idleLimit = Number(warning.dataset.idleMinutes) * 60 * 1000;
  const stay = warning.querySelector("form");
  const seen = () => localStorage.setItem(LAST_SEEN, String(Date.now()));

  async function extend(event) {
    event.preventDefault();
    const answer = await fetch(stay.action, { method: "POST", body: new FormData(stay) }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      seen();
      warning.close();
    } else {
      stay.submit();
    }
  }

  function look() {
    const left = Number(localStorage.getItem(LAST_SEEN)) + idleLimit - Date.now();
    if (left <= 0) {
      location.assign(`${warning.dataset.endedUrl}?next=${encodeURIComponent(location.pathname)}`);
    } else if (left <= WARN_BEFORE && !warning.open) {
      warning.showModal();
    } else if (left > WARN_BEFORE && warning.open) {
      warning.close();
    }
  }

  stay.addEventListener("submit", extend);
  document.addEventListener("visibilitychange", look);
  seen();
  setInterval(look, LOOK_EVERY);
}
