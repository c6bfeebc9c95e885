// Pictures come drawn from the server, by what draws those of reports, so both look alike. They are asked for only where their stamp says that they changed.
import { text } from "./api.mjs";
import { place } from "./dom.mjs";

const stamps = new Map();

/** Puts the picture at a path into its place where its stamp is a new one. */
export async function showChart(id, path, stamp) {
  const key = `${path} ${stamp}`;
  if (stamps.get(id) === key) return;
  const markup = await text(path);
  stamps.set(id, key);
  // The server escapes every word in it, and the page's policy allows no script within markup.
  place(id).innerHTML = markup;
}

export const showCharts = course => Promise.all([
  showChart("curve", "api/charts/learning", course.charts.learning),
  showChart("calibration", "api/charts/calibration", course.charts.calibration),
]);
