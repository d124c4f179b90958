// Opens "Why this?" in place. Without this script the links lead to a page that says the same.
(() => {
  const dialog = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");
  if (!dialog || typeof dialog.showModal !== "function") {
    return;
  }

  async function explain(link) {
    status.textContent = "Looking into our memory";
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href, {headers: {"X-Part": "panel"}, credentials: "same-origin"});
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      body.innerHTML = await answer.text();
      dialog.showModal();
      document.getElementById("panel-title").focus();
      status.textContent = "";
    } catch {
      window.location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-why]");
    const plainClick = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (link && plainClick) {
      event.preventDefault();
      dialog.returnFocusTo = link;
      explain(link);
    }
  });

  // A click on the backdrop hits the dialog itself, one on its content does not.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) {
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => dialog.returnFocusTo?.focus());
})();
