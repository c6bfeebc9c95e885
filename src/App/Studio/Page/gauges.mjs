// The figures at the top: what of the budget is spent, how good the model is, what waits.
import { h, place, renew } from "./dom.mjs";
import { count, duration, milli, number, plural } from "./text.mjs";

export function showGauges(course) {
  const { budget = {}, counts, newest } = course;
  renew(place("figures"), [budget, counts, newest, course.failures], () => [
    spent("labels", "Labels", budget.labels, count, plural(counts.open + counts.leased, "question") + " wait"),
    budget.seconds && spent("time", "Time", budget.seconds, duration, left(budget.seconds)),
    target(newest, budget.target),
    gauge("versions", "Model", newest ? `version ${newest.number}` : "none yet", newest ? `from ${plural(newest.training, "label")}` : "the first needs a few labels"),
    gauge("failures", "Oracle failures", count(course.failures), plural(counts.setAside, "structure") + " set aside"),
  ]);
}

function spent(id, title, { spent: have, of } = {}, say, below) {
  const part = of ? Math.min(1, have / of) : null;
  return gauge(id, title, [say(have ?? 0), of ? h("span", { class: "unit" }, ` of ${say(of)}`) : null], below, part, title);
}

const left = ({ spent: have = 0, of }) => of ? `${duration(Math.max(0, of - have))} left` : "no limit";

function target(newest, wanted) {
  const error = newest?.forces, low = error && wanted?.of ? Math.min(1, wanted.of / error) : null;
  return gauge("error", "Force error, held back", error ? [milli(error), h("span", { class: "unit" }, " meV/Å")] : "–",
    wanted?.of ? `target ${number(1000 * wanted.of)} meV/Å` : "no target", low, "How near the target");
}

function gauge(id, title, value, below, part = null, label = "") {
  return h("div", { id: `figure-${id}` }, h("dt", title), h("dd", value),
    part === null ? h("div", { class: "part none" }) : bar(part, label),
    h("p", { class: "below" }, below));
}

function bar(part, label) {
  const percent = Math.round(100 * part), fill = h("i");
  fill.style.width = `${percent}%`;
  return h("div", { class: "part", role: "progressbar", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent }, fill);
}
