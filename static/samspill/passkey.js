// Beside allauth's scripts: where the browser knows no passkeys nothing is offered, and what goes wrong is said on the page.
(function () {
  const parts = document.querySelectorAll("[data-passkey]");
  if (!window.PublicKeyCredential) return;
  for (const part of parts) part.hidden = false;
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    for (const told of document.querySelectorAll("[data-passkey-failed]")) {
      told.hidden = false;
      told.focus();
    }
  });
})();
