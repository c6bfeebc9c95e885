// Every version of the model, the newest first, with what was measured of it.
import { place, renew, table } from "./dom.mjs";
import { clock, count, number } from "./text.mjs";

export function showModels(course) {
  renew(place("models"), course.models, models => {
    const names = [...new Set(models.flatMap(m => Object.keys(m.errors)))].sort((a, b) => rank(a) - rank(b));
    return table(models.length > 1 && models.at(-1).number > 1 ? `The last ${models.length} versions` : "Versions", [
      { title: "Version", number: true, cell: m => m.number },
      { title: "Made", cell: m => clock(m.made) },
      { title: "Labels", number: true, unit: "learned from", cell: m => count(m.training) },
      { title: "Labels", number: true, unit: "held back", cell: m => count(m.validation) },
      ...names.map(column),
      { title: "", cell: m => m.note ?? "", class: "says" },
    ], models, "None yet: the first is fitted when there are enough labels.");
  });
}

// Errors of forces first, and of each the one that counts; what is not known here comes after in its own words.
const order = ["forces rmse", "prospective forces rmse", "training forces rmse", "energy rmse", "prospective energy rmse", "training energy rmse", "prospective labels", "seconds"];
const of = { "": "held back", prospective: "prospective", training: "learned from" };
const plain = name => name.split(", ")[0];
const rank = name => (order.indexOf(plain(name)) + order.length + 1) % (order.length + 1);

// "prospective forces rmse, eV/Å" is "Forces", below it "prospective, meV/Å": small units in thousandths.
function column(name) {
  const unit = name.includes(", ") ? name.slice(name.indexOf(", ") + 2) : "", small = unit.startsWith("eV"), shown = small ? `m${unit}` : unit;
  const known = /^(prospective|training|) ?(forces|energy) rmse$/.exec(plain(name));
  return {
    title: capital(known ? known[2] : plain(name)), unit: known ? `${of[known[1]]}, ${shown}` : shown, number: true,
    cell: m => name in m.errors ? number(m.errors[name] * (small ? 1000 : 1)) : "–",
  };
}

const capital = word => word.replace(/^./, c => c.toUpperCase());
