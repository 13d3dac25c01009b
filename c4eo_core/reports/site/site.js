/* Everything on the site can be read without this. It adds: a filter over the list of areas, a link that keeps what is
   ticked, and interactive charts in place of pictures. It fetches from this site only and keeps nothing. */
"use strict";
(() => {
  const own = document.currentScript, from = (name) => new URL(own.dataset[name], document.baseURI).href;
  const make = (tag, more = {}) => Object.assign(document.createElement(tag), more);
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  /* The list of areas */
  const find = document.getElementById("find");
  if (find) {
    const items = [...document.querySelectorAll("#areas li")].map((li) => ({ li, words: plain(`${li.textContent} ${li.dataset.also}`) }));
    const heads = [...document.querySelectorAll("#areas section")].map((section) => ({ section, words: plain(section.querySelector("h3")?.textContent ?? "") }));
    const box = make("input", { type: "search", id: "area", autocomplete: "off", spellcheck: false });
    const said = make("p", { role: "status" });
    find.append(make("label", { htmlFor: "area", textContent: "Type the name of your area" }), box, said);
    const filter = () => {
      const typed = plain(box.value);
      const fits = (words) => typed.split(" ").every((part) => ` ${words}`.includes(` ${part}`));
      for (const { li, words } of items) li.hidden = typed !== "" && !fits(words) && !fits(plain(li.closest("section").querySelector("h3")?.textContent ?? ""));
      for (const { section } of heads) section.hidden = [...section.querySelectorAll("li")].every((li) => li.hidden);
      const left = items.filter(({ li }) => !li.hidden);
      said.textContent = typed === "" ? "" : left.length === 0 ? "No area goes by that name. Try fewer letters." : left.length === 1 ? `1 area: ${left[0].li.textContent}. Press Enter to open it.` : `${left.length} areas`;
      return left;
    };
    box.addEventListener("input", filter);
    box.addEventListener("keydown", (event) => {
      const left = filter();
      if (event.key === "Enter" && box.value.trim() && left.length === 1) left[0].li.querySelector("a").click();
    });
    if (box.value) filter();
  }

  /* What stands beside a curve, kept in the address as ?with=neighbours.england */
  const ticks = [...document.querySelectorAll('input[name="with"]')];
  const shown = () => ticks.filter((t) => t.checked).map((t) => t.value);
  const asked = new URLSearchParams(location.search).get("with");
  if (asked !== null && ticks.length) {
    const wanted = asked.split(".");
    if (asked === "none" || ticks.some((t) => wanted.includes(t.value))) for (const t of ticks) t.checked = wanted.includes(t.value);
  }
  const drawn = [];
  for (const t of ticks) {
    t.addEventListener("change", () => {
      const address = new URL(location.href);
      if (shown().length === ticks.length) address.searchParams.delete("with");
      else address.searchParams.set("with", shown().join(".") || "none");
      try { history.replaceState(null, "", address); } catch { /* a page opened from a folder has no address to change */ }
      for (const again of drawn) again();
    });
  }

  /* A link to one headline opens what is behind it */
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const inside = target && target.tagName === "ARTICLE" && target.querySelector("details");
    if (inside) inside.open = true;
  };
  addEventListener("hashchange", open);
  open();

  /* A table of councils in the order of the heading pressed; those without a figure stay last */
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
    const number = (text) => parseFloat(text.replace(/[^0-9.\u2212-]/g, "").replace("\u2212", "-"));
    heads.forEach((head, k) => {
      const button = make("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending", way = down ? -1 : 1;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const text = (row) => row.cells[k].textContent.trim(), counts = [...body.rows].some((row) => !isNaN(number(text(row))) && /^[\d£\u2212-]/.test(text(row)));
        const keyed = [...body.rows].map((row) => ({ row, text: text(row), number: /^[\d£\u2212-]/.test(text(row)) ? number(text(row)) : NaN }));
        keyed.sort((a, b) => counts ? (isNaN(a.number) - isNaN(b.number)) || way * (a.number - b.number) || 0 : (a.text === "") - (b.text === "") || way * a.text.localeCompare(b.text));
        body.append(...keyed.map(({ row }) => row));
      });
    });
  }

  /* Interactive charts */
  const group = { neighbour: "neighbours", median: "neighbours", region: "region", england: "england", baseline: "ahead", now: "ahead", fan50: "ahead", fan80: "ahead", fan95: "ahead" };
  const kept = {};
  const fetched = (url) => (kept[url] ??= fetch(url).then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); }));
  let library;
  const vega = () => (library ??= new Promise((done, failed) => {
    const script = make("script", { src: from("vega") });
    script.addEventListener("load", () => done(window.vegaEmbed));
    script.addEventListener("error", failed);
    document.head.append(script);
  }));
  const records = ({ names, rows }) => rows.map((row) => Object.fromEntries(row.map((cell, k) => [names[k], cell]).filter(([name, cell]) => cell !== null || name === "value" || name === "value2")));
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const draw = async (figure, place) => {
    const [forms, table, embed] = await Promise.all([fetched(from("charts")), fetched(new URL(figure.dataset.rows, document.baseURI).href), vega()]);
    const show = shown();
    const empty = (row) => row.value === null || row.text === "";
    const wanted = (row) => empty(row) || !ticks.length || !group[row.series_role ?? row.role] || show.includes(group[row.series_role ?? row.role]);
    const narrow = figure.clientWidth < 480;
    /* On a small chart the word would stand on others; the line itself stays. */
    const data = records(table).filter(wanted).map((row) => (narrow && row.role === "now" && row.text ? { ...row, text: "\u00a0" } : row));
    const spec = { ...forms[table.form][dark.matches ? "dark" : "light"], data: { values: data }, description: table.alt };
    if (!figure.classList.contains("large")) spec.height = 260;
    /* ast: expressions are read by an interpreter, so that the page may forbid the making of code. */
    const made = await embed(place, spec, { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true }, logLevel: 1 });
    /* The sentence on the frame and the table stand for the picture; hundreds of single points read aloud would not. */
    place.querySelector("svg").setAttribute("aria-hidden", "true");
    return made.finalize;
  };

  for (const figure of document.querySelectorAll("figure[data-rows]")) {
    if (!figure.querySelector("svg")) continue;
    const button = make("button", { type: "button", className: "swap", textContent: "Interactive chart" });
    const still = [...figure.children].filter((child) => child.tagName !== "FIGCAPTION");
    const place = make("div", { className: "vega", hidden: true });
    still[still.length - 1].after(place);
    place.after(button);
    let end = null, busy = Promise.resolve();
    const redraw = () => (busy = busy.then(async () => { if (place.hidden) return; end?.(); end = await draw(figure, place); }));
    button.addEventListener("click", async () => {
      const back = !place.hidden;
      button.disabled = true;
      place.hidden = back;
      for (const part of still) part.toggleAttribute("hidden", !back);
      try {
        if (!back) await redraw();
        button.textContent = back ? "Interactive chart" : "Back to the picture";
      } catch {
        busy = Promise.resolve();
        place.hidden = true;
        for (const part of still) part.removeAttribute("hidden");
        button.textContent = "The interactive chart cannot be loaded here";
        return;
      }
      button.disabled = false;
    });
    drawn.push(redraw);
    dark.addEventListener("change", redraw);
  }
})();
