// Where the walkers are, how far the members of the model disagree along each walk, and the walk itself in three dimensions.
import { h, place, renew } from "./dom.mjs";
import { showChart } from "./charts.mjs";
import { showMolecule } from "./molecule.mjs";
import { number, plural } from "./text.mjs";

let chosen = null, course = null;

export async function showWalkers(now) {
  course = now;
  const names = now.walkers.map(w => w.name);
  if (!names.includes(chosen)) chosen = names[0] ?? null;
  renew(place("walkers"), [now.walkers, chosen], draw);
  const walker = now.walkers.find(w => w.name === chosen);
  place("walking").classList.toggle("without", !walker);
  if (!walker) return;
  const at = `api/walkers/${encodeURIComponent(walker.name)}`;
  await Promise.all([
    showChart("disagreement", `${at}/disagreement`, walker.stamp),
    showChart("temperature", `${at}/temperature`, walker.stamp),
    showMolecule(place("molecule"), at, walker),
  ]);
}

function draw([walkers]) {
  if (!walkers.length) return h("p", { class: "empty" }, "None has set out yet: walkers wait for a first model.");
  return walkers.map(w => h("button", { type: "button", class: "walker", "aria-pressed": String(w.name === chosen), onclick: () => choose(w.name) },
    h("b", w.name), h("span", { class: `mark ${w.activity}` }, word(w)),
    h("span", { class: "numbers" }, h("i", picoseconds(w.time)), h("i", `${Math.round(w.temperature)} K of ${number(w.target)} K`), h("i", `${number(w.disagreement, 2)} eV/Å`)),
    h("span", { class: "numbers" }, `asked ${plural(w.asked, "time")}, calm for ${picoseconds(w.calm)}`)));
}

const picoseconds = fs => `${(fs / 1000).toFixed(fs < 1e5 ? 2 : 0)} ps`;
const word = w => ({ begins: "waits for a model", walks: `walks on version ${w.model}`, asked: `waits for label of ${w.candidate ?? "–"}`, waits: "waits: queue full" })[w.activity] ?? w.activity;

function choose(name) {
  chosen = name;
  showWalkers(course);
}
