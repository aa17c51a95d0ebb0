// A deed or a choice that never arrived: said on the page, which stays as it was. What only refreshes itself is silent.
(function () {
  const told = document.querySelector("[data-trouble]");
  function is_deed(event) {
    const asked = event.detail.requestConfig;
    return asked && (asked.verb !== "get" || asked.elt.matches("form"));
  }
  function tell(event) {
    if (!is_deed(event)) return;
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
  }
  for (const trouble of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(trouble, tell);
  document.addEventListener("htmx:beforeSend", function (event) {
    if (is_deed(event)) told.hidden = true;
  });
})();
