// What only the running application has: files that are dropped, items that appear after a search.
"use strict";
const drop = document.querySelector("#files");
if (drop) {
  const told = document.querySelector("#chosen");
  const tell = () => { told.textContent = [...drop.files].map((file) => file.name).join(", "); };
  drop.addEventListener("change", tell);
  tell(); // what was chosen before this ran, or is kept when somebody comes back
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("over"));
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
}
