// The bar filters the grid below it; without JavaScript every point is simply shown.
for (const bar of document.querySelectorAll(".bar")) {
  for (const button of bar.querySelectorAll("button")) button.style.flexGrow = button.dataset.weight;
  bar.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const on = pressed.getAttribute("aria-pressed") !== "true";
    for (const button of bar.querySelectorAll("button")) button.setAttribute("aria-pressed", on && button === pressed);
    for (const row of bar.closest(".story").querySelectorAll("tr[data-status]"))
      row.hidden = on && row.dataset.status !== pressed.dataset.status;
  });
}
