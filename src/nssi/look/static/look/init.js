// Wakes the components of the page, and looks after the focus when a part of the page is exchanged.
import { initAll } from "../built/govuk-frontend.min.js";
import { letSearch } from "./search.js";
import { watchSession } from "./session.js";

initAll();
// A comma that nobody sees stands between the words of the button: its name would not be what is read on it.
document.querySelectorAll(".govuk-file-upload-button > [id$='-comma']").forEach((comma) => comma.remove());
document.querySelectorAll("select[data-search]").forEach(letSearch);

const warning = document.querySelector("[data-session-warning]");
if (warning) {
  watchSession(warning);
}

let focusWasInside = false;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  focusWasInside = event.detail.target.contains(document.activeElement);
});

document.body.addEventListener("htmx:afterSettle", () => {
  if (focusWasInside && document.activeElement === document.body) {
    const main = document.getElementById("main-content");
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  }
  focusWasInside = false;
});
