"use strict";
// Ball-and-stick models on a canvas: drag to turn, wheel or pinch to zoom, arrow keys and +/− from the keyboard.
// Data come from the JSON beside each canvas; lengths are in Å. One copy of this script serves every model of the page.
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function show(host, data) {
    const canvas = host.querySelector("canvas"), pen = canvas.getContext("2d"), say = host.querySelector(".say");
    const count = data.kinds.length;
    const radii = data.kinds.map(k => 0.2 + 0.28 * data.looks[k][1]);
    const marked = new Set(data.marked);
    const home = measure(data);
    let turn = home.turn, zoom = 1, frame = 0, mode = -1, phase = 0, amplitude = 1, playing = false, wanted = false, before = 0;
    let bonds = [], bondsOf = -1, drawn = [], sprites = [], paint = {};

    function colours() {
      const style = getComputedStyle(host);
      paint = { paper: rgb(style.backgroundColor), ink: style.color };
      sprites = data.looks.map(look => sphere(hex(look[0])));
    }

    function redraw() {
      if (!wanted) {
        wanted = true;
        requestAnimationFrame(step);
      }
    }

    function step(now) {
      wanted = false;
      if (playing && mode >= 0) phase += Math.min(50, now - before) * 0.006;
      else if (playing && now - before < 80) { redraw(); return; }
      else if (playing) go((frame + 1) % data.frames.length);
      before = now;
      draw();
      if (playing) redraw();
    }

    // Position of atom i now: its frame, and where a mode swings, its displacement.
    function place(i, out) {
      const p = data.frames[frame], swing = mode >= 0 ? amplitude * Math.sin(phase) : 0, d = mode >= 0 ? data.modes[mode].d : p;
      for (let k = 0; k < 3; k++)
        out[k] = p[3 * i + k] === null ? NaN : p[3 * i + k] + (swing ? swing * d[3 * i + k] : 0);
      return out;
    }

    function project(p) {
      const x = p[0] - home.centre[0], y = p[1] - home.centre[1], z = p[2] - home.centre[2], t = turn;
      const depth = t[6] * x + t[7] * y + t[8] * z;
      const scale = paint.scale / (1 - depth / (5 * home.radius));
      return [paint.cx + scale * (t[0] * x + t[1] * y + t[2] * z), paint.cy - scale * (t[3] * x + t[4] * y + t[5] * z), depth, scale];
    }

    // 0 in front, half at the back: what is far fades into the paper.
    const fog = depth => Math.max(0, Math.min(0.5, 0.16 - 0.34 * depth / home.radius));
    const faded = (c, f) => `rgb(${c.map((v, k) => Math.round(v + (paint.paper[k] - v) * f)).join()})`;

    function draw() {
      const ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, height);
      Object.assign(paint, { cx: width / 2, cy: height / 2, scale: zoom * Math.min(0.42 * width / home.across, 0.41 * height / home.up, 0.6 * Math.min(width, height) / home.radius) });
      if (bondsOf !== frame) {
        bonds = data.bonds || findBonds(data, data.frames[frame]);
        bondsOf = frame;
      }
      const parts = [], spots = [], places = [];
      for (let i = 0; i < count; i++) {
        const p = place(i, [0, 0, 0]), s = project(p);
        places.push(p);
        spots.push(s);
        if (s[0] === s[0]) parts.push({ z: s[2], atom: i });
      }
      for (const [i, j] of bonds) {
        const m = project(places[i].map((v, k) => (v + places[j][k]) / 2)), long = Math.hypot(...places[i].map((v, k) => v - places[j][k]));
        if (!(long > 0)) continue;
        // A stick begins at the surface of its ball, not at the centre, or it would seem to pierce a ball it comes out of.
        for (const [a, b] of [[i, j], [j, i]]) {
          const t = 0.93 * radii[a] / long;
          if (t > 0.5) continue;
          const from = project(places[a].map((v, k) => v + t * (places[b][k] - v)));
          parts.push({ z: (from[2] + m[2]) / 2, from, to: m, kind: data.kinds[a] });
        }
      }
      const cell = data.cells[frame] || data.cells[0];
      if (cell) addCell(parts, cell);
      if (mode >= 0) addArrows(parts);
      parts.sort((a, b) => a.z - b.z);
      for (const part of parts) {
        if (part.atom !== undefined) drawAtom(part.atom, spots[part.atom]);
        else if (part.kind !== undefined) drawStick(part);
        else drawLine(part);
      }
      drawn = spots;
    }

    function drawAtom(i, [x, y, depth, scale]) {
      const r = Math.max(0.5, radii[i] * scale), f = fog(depth);
      pen.drawImage(sprites[data.kinds[i]], x - r, y - r, 2 * r, 2 * r);
      pen.beginPath();
      pen.arc(x, y, r, 0, 7);
      pen.fillStyle = `rgba(${paint.paper.join()},${f})`;
      pen.fill();
      pen.lineWidth = 0.8;
      pen.strokeStyle = "rgba(40,40,40,0.45)";
      pen.stroke();
      if (marked.has(i)) {
        pen.beginPath();
        pen.arc(x, y, r + 4, 0, 7);
        pen.lineWidth = 2.5;
        pen.strokeStyle = "#d55e00";
        pen.stroke();
      }
    }

    function drawStick({ from, to, kind, z }) {
      const colour = hex(data.looks[kind][0]), f = fog(z), wide = Math.max(1, 0.22 * (from[3] + to[3]) / 2);
      // Dark rim, body, light: a cylinder. Many bonds do without.
      for (const [part, shade] of bonds.length > 2000 ? [[1, 0.85]] : [[1, 0.5], [0.82, 0.85], [0.3, 1.1]]) {
        pen.beginPath();
        pen.moveTo(from[0], from[1]);
        pen.lineTo(to[0], to[1]);
        pen.lineWidth = wide * part;
        pen.strokeStyle = faded(colour.map(v => Math.min(255, v * shade)), f);
        pen.stroke();
      }
    }

    function drawLine({ from, to, colour, wide, tip }) {
      pen.beginPath();
      pen.moveTo(from[0], from[1]);
      pen.lineTo(to[0], to[1]);
      pen.lineWidth = wide;
      pen.strokeStyle = pen.fillStyle = colour;
      pen.stroke();
      if (!tip) return;
      const dx = to[0] - from[0], dy = to[1] - from[1], long = Math.hypot(dx, dy), w = Math.min(6, long / 2) / (long || 1);
      pen.beginPath();
      pen.moveTo(to[0] + dx * w, to[1] + dy * w);
      pen.lineTo(to[0] - dy * w * 0.7, to[1] + dx * w * 0.7);
      pen.lineTo(to[0] + dy * w * 0.7, to[1] - dx * w * 0.7);
      pen.fill();
    }

    function addCell(parts, cell) {
      const corner = (a, b, c) => [0, 1, 2].map(k => home.origin[k] + a * cell[k] + b * cell[3 + k] + c * cell[6 + k]);
      for (let axis = 0; axis < 3; axis++)
        for (let u = 0; u < 2; u++)
          for (let v = 0; v < 2; v++)
            for (let s = 0, pieces = 8; s < pieces; s++) {
              // In pieces, so that an edge can pass in front of one atom and behind another.
              const at = t => project(corner(...[0, 1, 2].map(k => k === axis ? t : k === (axis + 1) % 3 ? u : v)));
              const from = at(s / pieces), to = at((s + 1) / pieces);
              parts.push({ z: (from[2] + to[2]) / 2, from, to, colour: faded(paint.soft || (paint.soft = rgb(getComputedStyle(say).color)), fog((from[2] + to[2]) / 2)), wide: 1.2 });
            }
    }

    function addArrows(parts) {
      const d = data.modes[mode].d, p = data.frames[frame];
      for (let i = 0; i < count; i++) {
        const v = [d[3 * i], d[3 * i + 1], d[3 * i + 2]], size = Math.hypot(...v);
        if (!(size > 0.02)) continue;
        const rest = [p[3 * i], p[3 * i + 1], p[3 * i + 2]], from = project(rest), long = radii[i] + 1.4 * amplitude * size;
        const to = project(rest.map((x, k) => x + v[k] / size * long));
        parts.push({ z: (from[2] + to[2]) / 2 + 0.01, from, to, colour: "#d55e00", wide: 2.2, tip: true });
      }
    }

    function rotate(ax, ay) {
      const [sx, cx, sy, cy] = [Math.sin(ax), Math.cos(ax), Math.sin(ay), Math.cos(ay)];
      turn = times([1, 0, 0, 0, cx, -sx, 0, sx, cx], times([cy, 0, sy, 0, 1, 0, -sy, 0, cy], turn));
      redraw();
    }

    function magnify(by) {
      zoom = Math.max(0.2, Math.min(20, zoom * by));
      redraw();
    }

    function reset() {
      [turn, zoom] = [home.turn, 1];
      redraw();
    }

    const held = new Map();
    canvas.addEventListener("pointerdown", e => {
      held.set(e.pointerId, [e.clientX, e.clientY]);
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", e => {
      const before = held.get(e.pointerId);
      if (!before) { name(e); return; }
      const now = [e.clientX, e.clientY];
      if (held.size === 1) rotate((now[1] - before[1]) * 0.01, (now[0] - before[0]) * 0.01);
      else {
        const other = [...held].find(([id]) => id !== e.pointerId)[1];
        magnify(Math.hypot(now[0] - other[0], now[1] - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1));
      }
      held.set(e.pointerId, now);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, e => held.delete(e.pointerId));
    canvas.addEventListener("pointerleave", () => { say.textContent = ""; });
    // The wheel belongs to the page until the model has been clicked.
    canvas.addEventListener("wheel", e => {
      if (document.activeElement !== canvas) return;
      e.preventDefault();
      magnify(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0015)));
    }, { passive: false });
    canvas.addEventListener("dblclick", reset);
    canvas.addEventListener("keydown", e => {
      const act = {
        ArrowLeft: () => rotate(0, -0.1), ArrowRight: () => rotate(0, 0.1), ArrowUp: () => rotate(-0.1, 0), ArrowDown: () => rotate(0.1, 0),
        "+": () => magnify(1.1), "=": () => magnify(1.1), "-": () => magnify(1 / 1.1), "0": reset,
      }[e.key];
      if (!act || e.ctrlKey || e.metaKey) return;
      e.preventDefault();
      act();
    });

    // Says which atom is under the pointer.
    function name(e) {
      const box = canvas.getBoundingClientRect(), x = e.clientX - box.left, y = e.clientY - box.top;
      let best = -1;
      drawn.forEach((s, i) => {
        if (Math.hypot(s[0] - x, s[1] - y) < radii[i] * s[3] && (best < 0 || s[2] > drawn[best][2])) best = i;
      });
      say.textContent = best < 0 ? "" : `atom ${best + 1}, ${data.symbols[data.kinds[best]]} (${place(best, [0, 0, 0]).map(v => v.toFixed(3)).join(", ")}) Å`;
    }

    const button = host.querySelector("button"), slider = host.querySelector("input"), output = host.querySelector("output"), choice = host.querySelector("select");
    function go(to) {
      frame = to;
      if (slider && mode < 0 && !choice) slider.value = to;
      if (output && !choice) output.textContent = data.labels[to] || `${to + 1} of ${data.frames.length}`;
      redraw();
    }
    function play(on) {
      playing = on;
      if (button) {
        button.textContent = on ? "Pause" : "Play";
        button.setAttribute("aria-pressed", on);
      }
      if (!on) phase = 0;
      redraw();
    }
    if (button) button.addEventListener("click", () => play(!playing));
    if (slider) slider.addEventListener("input", () => {
      if (choice) { amplitude = +slider.value; redraw(); }
      else { play(false); go(+slider.value); }
    });
    if (choice) {
      choice.addEventListener("change", () => {
        mode = +choice.value;
        play(mode >= 0 && !calm.matches);
      });
      mode = +choice.value;
    }

    colours();
    go(0);
    new ResizeObserver(redraw).observe(canvas);
    dark.addEventListener("change", () => { paint.soft = null; colours(); redraw(); });

    // Frames of the same atoms that came later; who looks at the last frame goes on looking at the last.
    function add(frames, labels) {
      const atEnd = frame === data.frames.length - 1 && !playing;
      data.frames.push(...frames);
      data.labels.push(...labels);
      data.cells.push(...frames.map(() => null));
      if (slider && !choice) slider.max = data.frames.length - 1;
      if (atEnd) last();
    }
    const last = () => go(data.frames.length - 1);
    return { add, last };
  }

  // Centre, size and a first view: molecules lie with their longest axis across and their shortest towards the eye.
  function measure(data) {
    const points = [], p = data.frames[0], cell = data.cells[0];
    for (let i = 0; i < data.kinds.length; i++)
      if (p[3 * i] !== null && p[3 * i + 1] !== null && p[3 * i + 2] !== null) points.push([p[3 * i], p[3 * i + 1], p[3 * i + 2]]);
    const mean = [0, 1, 2].map(k => points.reduce((s, q) => s + q[k], 0) / (points.length || 1));
    let centre = mean, origin = [0, 0, 0], turn;
    if (cell) {
      const middle = [0, 1, 2].map(k => (cell[k] + cell[3 + k] + cell[6 + k]) / 2);
      centre = middle;
      for (let c = 0; c < 8; c++)
        points.push([0, 1, 2].map(k => (c & 1) * cell[k] + (c >> 1 & 1) * cell[3 + k] + (c >> 2) * cell[6 + k]));
      // z up, seen a little from the side and from above.
      turn = times(tilt(0.22, -0.4), [1, 0, 0, 0, 0, 1, 0, -1, 0]);
    } else
      turn = times(tilt(0.3, -0.25), principal(points.map(q => q.map((v, k) => v - mean[k]))));
    const radius = points.reduce((r, q) => Math.max(r, Math.hypot(...q.map((v, k) => v - centre[k]))), 0.7) + 0.6;
    const reach = row => points.reduce((r, q) => Math.max(r, Math.abs(row.reduce((s, t, k) => s + t * (q[k] - centre[k]), 0))), 0.7) + 0.6;
    return { centre, origin, radius, turn, across: reach(turn.slice(0, 3)), up: reach(turn.slice(3, 6)) };
  }

  const tilt = (ax, ay) => times([1, 0, 0, 0, Math.cos(ax), -Math.sin(ax), 0, Math.sin(ax), Math.cos(ax)], [Math.cos(ay), 0, Math.sin(ay), 0, 1, 0, -Math.sin(ay), 0, Math.cos(ay)]);

  // Rows: the directions of largest, second and least spread, by power iteration.
  function principal(points) {
    const cov = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const q of points)
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) cov[3 * i + j] += q[i] * q[j];
    const unit = v => { const l = Math.hypot(...v); return l > 1e-9 ? v.map(x => x / l) : null; };
    const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    const axis = avoid => {
      for (const start of [[1, 0.31, 0.17], [0.17, 1, 0.31], [0.31, 0.17, 1]]) {
        let v = start;
        for (let n = 0; n < 60 && v; n++) {
          const w = [0, 1, 2].map(i => dot(cov.slice(3 * i, 3 * i + 3), v) + 1e-6 * v[i]);
          v = unit(avoid ? w.map((x, i) => x - dot(w, avoid) * avoid[i]) : w);
        }
        if (v) return v;
      }
      return [1, 0, 0];
    };
    const a = axis(null), b = axis(a);
    return [...a, ...b, a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  }

  // Two atoms are bonded when nearer than 1.2 times the sum of their covalent radii; a grid keeps the search linear.
  function findBonds(data, p) {
    const r = data.kinds.map(k => data.looks[k][1]), size = 2.4 * Math.max(...data.looks.map(l => l[1])), grid = new Map(), found = [];
    const box = i => [0, 1, 2].map(k => Math.floor(p[3 * i + k] / size));
    for (let i = 0; i < r.length; i++) {
      if (p[3 * i] === null || p[3 * i + 1] === null || p[3 * i + 2] === null) continue;
      const [a, b, c] = box(i);
      for (let da = -1; da < 2; da++)
        for (let db = -1; db < 2; db++)
          for (let dc = -1; dc < 2; dc++)
            for (const j of grid.get(`${a + da},${b + db},${c + dc}`) || []) {
              const d = Math.hypot(p[3 * i] - p[3 * j], p[3 * i + 1] - p[3 * j + 1], p[3 * i + 2] - p[3 * j + 2]);
              if (d < 1.2 * (r[i] + r[j])) found.push([j, i]);
            }
      const key = `${a},${b},${c}`;
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(i);
    }
    return found;
  }

  // A lit sphere, painted once for each element.
  function sphere(c) {
    const size = 128, ball = document.createElement("canvas"), pen = ball.getContext("2d"), mix = (to, t) => `rgb(${c.map((v, k) => Math.round(v + (to[k] - v) * t)).join()})`;
    ball.width = ball.height = size;
    const light = pen.createRadialGradient(size * 0.36, size * 0.32, 0, size * 0.46, size * 0.44, size * 0.56);
    light.addColorStop(0, mix([255, 255, 255], 0.75));
    light.addColorStop(0.25, mix([255, 255, 255], 0.2));
    light.addColorStop(0.6, mix([0, 0, 0], 0.04));
    light.addColorStop(1, mix([0, 0, 0], 0.42));
    pen.fillStyle = light;
    pen.beginPath();
    pen.arc(size / 2, size / 2, size / 2 - 1, 0, 7);
    pen.fill();
    return ball;
  }

  function times(a, b) {
    const c = [];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) c.push(a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j]);
    return c;
  }

  const hex = s => [1, 3, 5].map(k => parseInt(s.slice(k, k + 2), 16));
  const rgb = s => (s.match(/[\d.]+/g) || [255, 255, 255]).slice(0, 3).map(Number);

  // A page that gets its molecules later calls this itself.
  window.showMolecule = show;
  for (const host of document.querySelectorAll(".molecule"))
    show(host, JSON.parse(host.querySelector("script").textContent));
})();
