// Lets a security key answer the question of the form, and sends the answer with it. Without scripts the code of the app serves.
const form = document.querySelector("form[data-security-key]");

async function answer() {
  const question = JSON.parse(form.dataset.question);
  const credential =
    form.dataset.securityKey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
  return JSON.stringify(credential.toJSON());
}

if (form && window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      form.querySelector("[data-answer]").value = await answer();
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
