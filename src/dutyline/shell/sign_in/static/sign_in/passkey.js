// Passkeys: asks the browser for one when a form with [data-passkey] is sent, and sends what it
// answers. Without this file, and in browsers without passkeys, these forms stay hidden.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (credentials = []) => credentials.map((each) => ({ ...each, id: bytes(each.id) }));

const create = ({ publicKey }) =>
  navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed(publicKey.excludeCredentials),
    },
  });
const get = ({ publicKey }) =>
  navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: listed(publicKey.allowCredentials),
    },
  });
const spoken = (credential) => {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(
      parts.filter((each) => response[each]).map((each) => [each, text(response[each])]),
    ),
  });
};
const options = async (form) => {
  if (!form.dataset.options) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }
  return JSON.parse(document.getElementById(form.dataset.options).textContent);
};

const able = Boolean(window.PublicKeyCredential);
for (const each of document.querySelectorAll("[data-passkey-missing]")) each.hidden = able;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!able) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.elements.credential;
    if (form.dataset.answered) return;
    event.preventDefault();
    const refused = form.querySelector("[data-passkey-refused]");
    if (refused) refused.hidden = true;
    try {
      const asked = await options(form);
      field.value = spoken(await (form.dataset.passkey === "create" ? create : get)(asked));
      form.dataset.answered = "yes";
      form.requestSubmit();
    } catch {
      if (refused) refused.hidden = false;
    }
  });
}

// A form that can be sent with or without a passkey has a button that asks for one first.
for (const button of document.querySelectorAll("button[data-passkey-button]")) {
  if (!able) continue;
  const form = button.form;
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const refused = form.querySelector("[data-passkey-refused]");
    if (refused) refused.hidden = true;
    try {
      const asked = JSON.parse(document.getElementById(button.dataset.options).textContent);
      form.elements.credential.value = spoken(await get(asked));
      form.requestSubmit();
    } catch {
      if (refused) refused.hidden = false;
    }
  });
}
