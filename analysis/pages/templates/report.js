"use strict";
// Tables sort by a click on a header and filter by a word; without this script they are plain tables.
const key = (row, column) => { const cell = row.cells[column]; return cell.dataset.key ?? cell.textContent.trim(); };
function compare(a, b) {
  if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
  const x = Number(a), y = Number(b);
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en", { numeric: true }) : x - y;
}
function sortable(table) {
  const headers = [...table.tHead.rows[0].cells];
  headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      headers.forEach((other) => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const rows = [...table.tBodies[0].rows].map((row, at) => ({ row, at, key: key(row, column) }));
      rows.sort((a, b) => (a.key === "" || b.key === "" ? compare(a.key, b.key) : sign * compare(a.key, b.key)) || a.at - b.at);
      table.tBodies[0].append(...rows.map(({ row }) => row));
    });
  });
}
function filterable(table) {
  if (table.tBodies[0].rows.length < 9) return;
  const label = document.createElement("label"), input = document.createElement("input"), told = document.createElement("span");
  label.className = "filter";
  input.type = "search";
  told.setAttribute("role", "status");
  label.append("Show rows with", input, " ", told);
  table.before(label);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) { row.hidden = !row.textContent.toLowerCase().includes(wanted); shown += !row.hidden; }
    told.textContent = wanted ? `${shown} of ${table.tBodies[0].rows.length}` : "";
  });
}
for (const table of document.querySelectorAll("table.sheet")) if (table.tBodies[0]?.rows.length > 1) { sortable(table); filterable(table); }
// What does not fit is said, not only cut.
const measure = (box) => box.classList.toggle("beyond", box.scrollWidth > box.clientWidth + 2);
const seen = new IntersectionObserver((entries) => entries.forEach((entry) => { if (entry.isIntersecting) measure(entry.target); }));
const boxes = [...document.querySelectorAll(".scroll")];
for (const box of boxes) {
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = "Scroll sideways to see all of it →";
  box.after(hint);
  seen.observe(box);
}
addEventListener("resize", () => boxes.forEach(measure));
