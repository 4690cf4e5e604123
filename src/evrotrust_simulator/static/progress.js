// Asks every second whether the signing is over; without scripts the link „Провери сега“ does the same.
const page = document.getElementById("check").href;
const timer = setInterval(async () => {
  const answer = await fetch(page + "sastoyanie/").catch(() => null);
  if (answer?.ok && !(await answer.json()).isProcessing) {
    clearInterval(timer);
    location.replace(page);
  }
}, 1000);
