// The walk in three dimensions, by the viewer of reports. New frames are added to what is shown, so that turning and zooming stay as they are.
import { json, text } from "./api.mjs";

let view = null, showing = null, last = 0;

export async function showMolecule(host, at, walker) {
  if (showing !== walker.name) {
    const markup = await text(`${at}/molecule`);
    host.innerHTML = markup;
    const picture = host.querySelector(".molecule");
    if (!picture) return;
    [showing, last] = [walker.name, walker.lastFrame];
    view = window.showMolecule(picture, JSON.parse(picture.querySelector("script").textContent));
    view.last();
  } else if (walker.lastFrame > last) {
    const more = await json(`${at}/frames?after=${last}`);
    if (more.other) showing = null;
    else view.add(more.frames, more.labels);
    last = walker.lastFrame;
  }
}
