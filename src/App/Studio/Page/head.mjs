// The campaign's name and state, and what a person can do about it: pause, go on, raise the budget.
import { post } from "./api.mjs";
import { h, place, renew } from "./dom.mjs";
import { clock } from "./text.mjs";

const words = { running: "running", paused: "paused", ended: "ended", none: "not begun" };
let again = () => {};

export function showHead(course, refresh) {
  again = refresh;
  document.title = `${course.name} · ${words[course.state]} · Athanor studio`;
  renew(place("name"), course.name, name => name);
  renew(place("state"), [course.state, course.reason, course.unattended], ([state, reason, unattended]) => [
    h("b", { class: `pill ${unattended ? "still" : state}` }, words[state]),
    reason && h("span", reason),
  ]);
  renew(place("hint"), hint(course), text => text);
  place("hint").classList.toggle("urgent", !!course.unattended);
  renew(place("where"), [course.store, course.begun], ([store, begun]) => [h("code", store), begun && ` · begun ${clock(begun)}`]);
  renew(place("controls"), [course.state, course.forEyesOnly, !!course.budget], drawControls);
  renew(place("foot"), course.program, program => `${program}. Everything on this page comes from this machine; nothing is fetched from elsewhere.`);
  if (course.budget) place("budget-form").budget = course.budget;
}

// What a page alone cannot do: processes are started by whoever has the machine.
function hint({ state, unattended }) {
  if (unattended) return "No process has worked on it for a while: athanor learn with the campaign's file takes it up where it stands.";
  if (state === "ended") return "To take it further: raise its budget where that is what ended it, open it again, and start athanor learn once more with the campaign's file.";
  return "";
}

function drawControls([state, forEyesOnly, hasBudget]) {
  if (forEyesOnly || state === "none") return null;
  return [
    state === "running"
      ? h("button", { type: "button", id: "pause", onclick: e => act(e, "api/pause") }, "Pause")
      : h("button", { type: "button", id: "resume", onclick: e => act(e, "api/resume") }, state === "ended" ? "Open again" : "Resume"),
    hasBudget && h("button", { type: "button", id: "raise", onclick: openForm }, "Raise the budget…"),
  ];
}

async function act(event, path, body) {
  const button = event.currentTarget || event.target;
  button.disabled = true;
  try {
    await post(path, body);
    complain(null);
    await again();
    return true;
  } catch (error) {
    complain(error.message);
    return false;
  } finally {
    button.disabled = false;
  }
}

// Stays until something else is done: what comes with each look at the campaign must not wipe it away.
function complain(problem) {
  const complaint = place("complaint");
  complaint.hidden = !problem;
  complaint.textContent = problem || "";
}

function openForm() {
  const form = place("budget-form"), budget = form.budget;
  const field = (name, label, value, step, unit) => h("label", label,
    h("span", h("input", { name, type: "number", min: "0", step, value: value ?? "", placeholder: "no limit" }), unit));
  const problem = h("p", { class: "problem", role: "alert" });
  form.replaceChildren(
    field("labels", "Labels", budget.labels?.of, "1", "in all"),
    field("minutes", "Time", budget.seconds?.of ? +(budget.seconds.of / 60).toFixed(2) : null, "any", "minutes in all"),
    field("target", "Target", budget.target?.of ? +(1000 * budget.target.of).toFixed(3) : null, "any", "meV/Å force error"),
    h("div", { class: "buttons" },
      h("button", { type: "submit", class: "strong" }, "Apply"),
      h("button", { type: "button", onclick: () => { form.hidden = true; } }, "Cancel")),
    problem);
  form.onsubmit = async event => {
    event.preventDefault();
    const value = name => form.elements[name].value === "" ? null : +form.elements[name].value;
    try {
      await post("api/budget", { labels: value("labels"), seconds: value("minutes") === null ? null : 60 * value("minutes"), target: value("target") === null ? null : value("target") / 1000 });
      form.hidden = true;
      await again();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  form.hidden = false;
  form.elements.labels.focus();
}
