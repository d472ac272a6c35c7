// Forms that ask this device for a passkey: the server says what to ask, the device answers, and the form takes the answer back.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!("PublicKeyCredential" in window) || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) continue;
  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    void answer(form);
  });
}

async function answer(form: HTMLFormElement): Promise<void> {
  const error = form.querySelector<HTMLElement>("[data-error]")!;
  const button = form.querySelector<HTMLButtonElement>("button")!;
  if (button.disabled) return;
  button.disabled = true;
  error.hidden = true;
  try {
    const asked = await fetch(form.dataset["options"]!, { method: "POST", body: new FormData(form) });
    // Led elsewhere: to show the password again first, or to sign in.
    if (asked.redirected) { location.assign(asked.url); return; }
    const options = await asked.json();
    const credential = form.dataset["passkey"] === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Refused by the person, or by the device: which of them, browsers do not tell.
    error.textContent = error.dataset["error"]!;
    error.hidden = false;
  } finally {
    button.disabled = false;
  }
}
