// Numbers, times and formulas as people read them.

const none = "–";

/** Three significant digits, no exponent where it can be helped. */
export function number(value, digits = 3) {
  if (typeof value !== "number" || !Number.isFinite(value)) return none;
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(digits - 1).replace("e", " × 10^").replace("+", "");
  return value.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

export const count = value => typeof value === "number" ? Math.round(value).toLocaleString("en").replaceAll(",", "\u202f") : none;

/** eV/Å as meV/Å. */
export const milli = (value, digits = 3) => typeof value === "number" ? number(1000 * value, digits) : none;

export function duration(seconds) {
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return none;
  if (seconds < 1) return `${Math.round(1000 * seconds)} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const s = Math.round(seconds), two = v => String(v).padStart(2, "0");
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min` + (s % 60 ? ` ${two(s % 60)} s` : "");
  if (s < 86400) return `${Math.floor(s / 3600)} h` + (s % 3600 >= 60 ? ` ${two(Math.floor(s % 3600 / 60))} min` : "");
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

/** The time of day; with the date where it was not today. */
export function clock(text) {
  const at = new Date(text), today = new Date().toDateString() === at.toDateString();
  const time = at.toLocaleTimeString("en-GB");
  return today ? time : `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}

/** C2H6O with digits set low. */
export const formula = text => (text || "").replace(/\d/g, d => String.fromCharCode(0x2080 + +d));

export const plural = (n, one, many = one + "s") => `${count(n)} ${n === 1 ? one : many}`;
