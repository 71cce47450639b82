// A signature by finger, pen or mouse: strokes of points in a box of 600 by 200, sent in a hidden
// field. Without this file the box stays hidden and one's own name signs alone.

const NEAR = 3;
const MOST = 2900;

for (const box of document.querySelectorAll("[data-drawing]")) {
  const canvas = box.querySelector("canvas");
  const field = box.closest("form").elements.drawing;
  const pen = canvas.getContext("2d");
  let strokes = [];
  let points = 0;

  const show = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(...stroke[0]);
      for (const point of stroke.length > 1 ? stroke.slice(1) : stroke) pen.lineTo(...point);
      pen.stroke();
    }
  };
  const keep = () => {
    field.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const at = (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const inside = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return [
      inside(((event.clientX - left) / width) * canvas.width, canvas.width),
      inside(((event.clientY - top) / height) * canvas.height, canvas.height),
    ];
  };
  const add = (event) => {
    const stroke = strokes[strokes.length - 1];
    const [x, y] = at(event);
    const last = stroke[stroke.length - 1];
    if (points >= MOST || (last && Math.hypot(x - last[0], y - last[1]) < NEAR)) return;
    stroke.push([x, y]);
    points += 1;
    show();
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || points >= MOST) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    strokes.push([]);
    add(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) add(event);
  });
  canvas.addEventListener("pointerup", keep);
  canvas.addEventListener("pointercancel", keep);
  box.querySelector("[data-clear]").addEventListener("click", () => {
    strokes = [];
    points = 0;
    show();
    keep();
  });
  if (field.value) {
    try {
      strokes = JSON.parse(field.value);
      points = strokes.flat().length;
    } catch {
      field.value = "";
    }
  }
  box.hidden = false;
  show();
}
