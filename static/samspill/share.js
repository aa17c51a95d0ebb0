// A link is passed on with what the phone has for it, or copied. Without script it stands there to be read.
(function () {
  const link = document.getElementById("to-pass-on");
  if (!link) return;
  const share = document.querySelector("[data-share]");
  const copy = document.querySelector("[data-copy]");
  const copied = document.querySelector("[data-copied]");
  const address = link.dataset.address;
  if (navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ title: link.dataset.title, url: address }).catch(() => {}));
  }
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      copied.hidden = false;
    });
  }
})();
