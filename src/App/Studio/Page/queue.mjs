// What waits for a label, who works on what, and what could not be labelled.
import { h, place, renew, table } from "./dom.mjs";
import { clock, count, duration, formula, number, plural } from "./text.mjs";

export function showQueue(course) {
  const { counts } = course;
  renew(place("queue"), [course.queue, course.counts], ([rows]) => [
    table("Wanted", [
      { title: "", number: true, cell: c => c.number },
      { title: "Structure", cell: c => formula(c.formula) },
      { title: "Why", cell: c => [c.reason, typeof c.amount === "number" && h("span", { class: "unit" }, ` ${number(c.amount)} eV/Å`)] },
      { title: "Asked by", cell: c => c.walker ? `${c.walker}, step ${count(c.step)}` : "–" },
      { title: "Stands", cell: c => c.state === "leased" ? h("b", { class: "leased" }, `with ${c.worker ?? "a worker"}`) : c.tries ? `open, failed ${plural(c.tries, "time")}` : "open" },
    ], rows, "Nothing waits."),
    h("p", { class: "aside" }, `${plural(counts.labelled, "candidate")} labelled, ${count(counts.open)} open, ${count(counts.leased)} with workers, ${count(counts.setAside)} set aside, ${count(counts.withdrawn)} withdrawn.`,
      counts.open + counts.leased > rows.length ? ` The first ${rows.length} are shown.` : ""),
  ]);
  renew(place("labels"), course.labels, labels => table("Last labels", [
    { title: "", number: true, cell: l => l.number },
    { title: "Candidate", number: true, cell: l => l.candidate },
    { title: "Oracle", cell: l => h("code", l.oracle) },
    { title: "Worker", cell: l => l.worker },
    { title: "Took", number: true, cell: l => duration(l.seconds) },
    { title: "At", cell: l => clock(l.at) },
  ], labels, "None yet."));
  renew(place("workers"), course.workers, workers => table("Workers", [
    { title: "Worker", cell: w => w.name },
    { title: "Labels", number: true, cell: w => count(w.labels) },
    { title: "Busy", number: true, cell: w => duration(w.busy) },
    { title: "Idle", number: true, unit: "nothing to do", cell: w => duration(w.idle) },
    { title: "Idle", number: true, unit: "while labels were due", cell: w => duration(w.kept) },
  ], workers, "None has been heard of."));
  renew(place("aside"), course.aside, rows => rows.length ? table("Set aside", [
    { title: "", number: true, cell: c => c.number },
    { title: "Structure", cell: c => formula(c.formula) },
    { title: "Failures", number: true, cell: c => count(c.tries) },
    { title: "Lost workers", number: true, cell: c => count(c.lapses) },
    { title: "What the oracle said", cell: c => c.note ?? "–", class: "says" },
  ], rows, "") : null);
}
