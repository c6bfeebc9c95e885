// Asks for the course of the campaign once a second, and hands each panel its part of it.
import { json } from "./api.mjs";
import { place } from "./dom.mjs";
import { showHead } from "./head.mjs";
import { showGauges } from "./gauges.mjs";
import { showCharts } from "./charts.mjs";
import { showWalkers } from "./walkers.mjs";
import { showQueue } from "./queue.mjs";
import { showModels } from "./models.mjs";
import { showEvents } from "./events.mjs";

const interval = () => document.hidden ? 10000 : 1000;
let seen = 0, timer = 0, busy = false;

async function look() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  try {
    const course = await json(`api/course?after=${seen}`);
    showHead(course, look);
    showGauges(course);
    showQueue(course);
    showModels(course);
    seen = showEvents(course, seen);
    await Promise.all([showCharts(course), showWalkers(course)]);
    say(null);
  } catch (error) {
    say(error.message);
  } finally {
    busy = false;
    timer = setTimeout(look, interval());
  }
}

function say(problem) {
  const trouble = place("trouble");
  trouble.hidden = !problem;
  if (problem && trouble.textContent !== problem) trouble.textContent = problem;
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
look();
