// The log, the newest on top.
import { h, place } from "./dom.mjs";
import { clock } from "./text.mjs";

const most = 200;

/** Adds what is new and returns the number of the last one. */
export function showEvents(course, seen) {
  const list = place("events");
  for (const event of course.events) {
    if (event.number <= seen) continue;
    list.prepend(h("li", { class: `kind-${event.kind}` }, h("time", { datetime: event.at }, clock(event.at)), h("b", event.kind),
      h("span", event.text, event.candidate ? h("em", ` candidate ${event.candidate}`) : null)));
    seen = event.number;
  }
  while (list.children.length > most) list.lastElementChild.remove();
  list.classList.toggle("without", !list.children.length);
  return seen;
}
