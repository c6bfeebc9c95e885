// Every version of the model, the newest first, with what was measured of it.
import { place, renew, table } from "./dom.mjs";
import { clock, count, number } from "./text.mjs";

export function showModels(course) {
  renew(place("models"), course.models, models => {
    const names = [...new Set(models.flatMap(m => Object.keys(m.errors)))];
    return table("Versions", [
      { title: "Version", number: true, cell: m => m.number },
      { title: "Made", cell: m => clock(m.made) },
      { title: "Labels", number: true, unit: "trained on", cell: m => count(m.training) },
      { title: "Labels", number: true, unit: "held out", cell: m => count(m.validation) },
      ...names.map(name => column(name)),
      { title: "", cell: m => m.note ?? "" , class: "says" },
    ], models, "None yet: the first is fitted when there are enough labels.");
  });
}

// "forces rmse, eV/Å": what it is, and its unit below; small units in thousandths.
function column(name) {
  const comma = name.lastIndexOf(", "), unit = comma > 0 ? name.slice(comma + 2) : "", small = unit.startsWith("eV");
  return {
    title: (comma > 0 ? name.slice(0, comma) : name).replace(/^./, c => c.toUpperCase()), unit: small ? "m" + unit : unit, number: true,
    cell: m => name in m.errors ? number(m.errors[name] * (small ? 1000 : 1)) : "–",
  };
}
