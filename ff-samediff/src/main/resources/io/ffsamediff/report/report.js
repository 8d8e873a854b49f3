"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const spoken = document.getElementById("spoken");
  const root = document.documentElement;
  const PRINTED_WIDTH = 660;
  const FONT = "12px system-ui, sans-serif";
  const DASHES = { SOLID: [], DASHED: [7, 5], DOTTED: [2, 3] };
  const color = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const colorOf = (number) => color(number < 0 ? "--running" : "--c" + number);
  const compact = (value) => (value == null ? "" : String(+value.toPrecision(6)));

  function text(axes, value) {
    if (value == null) return "–";
    return (axes.digits < 0 ? compact(value) : value.toFixed(axes.digits)) + axes.unit;
  }

  // The nearest point of a curve: curves have points at places of their own.
  function nearest(u, series, index) {
    const values = u.data[series];
    for (let far = 0; far < values.length; far++) {
      if (values[index - far] != null) return index - far;
      if (values[index + far] != null) return index + far;
    }
    return index;
  }

  function series(chart, curve) {
    const steps = chart.axes.form === "STEPS";
    const stroke = colorOf(curve.color);
    const few = curve.x.length < 3 || (chart.axes.form === "POINTS" && curve.x.length < 60);
    return {
      label: curve.label, stroke: stroke, dash: DASHES[curve.dash], width: 2,
      points: { show: few, size: few && curve.x.length < 3 ? 7 : 6, fill: stroke },
      value: (_, value) => text(chart.axes, value),
      paths: steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
      fill: steps && curve.dash === "SOLID" ? stroke + "33" : undefined,
    };
  }

  function axis(label, more) {
    return Object.assign({
      label: label, stroke: color("--soft"), font: FONT, labelFont: FONT,
      labelSize: 20, grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false }, gap: 6,
    }, more);
  }

  function ranges(chart) {
    const levels = chart.lines.filter((line) => !line.upright).map((line) => line.value);
    const fromZero = chart.axes.form !== "LINES";
    return {
      // uPlot widens the range of a single point before it asks; a zoom asks here too.
      x: { time: false, range: (u, min, max) => (u.data[0].length === 1 ? [u.data[0][0] - 1, u.data[0][0] + 1]
        : min === max ? [min - 1, max + 1] : [min, max]) },
      y: { range: (_, min, max) => (fromZero ? [0, max * 1.1 || 1]
        : uPlot.rangeNum(Math.min(min, ...levels), Math.max(max, ...levels), 0.1, true)) },
    };
  }

  // Thresholds, and at the ends of curves their marks, which tell them apart without their colours.
  function annotate(u, chart) {
    const pen = u.ctx;
    const scale = devicePixelRatio;
    const box = u.bbox;
    pen.save();
    pen.font = 11 * scale + "px system-ui, sans-serif";
    pen.textBaseline = "middle";
    for (const line of chart.lines) {
      const at = Math.round(u.valToPos(line.value, line.upright ? "x" : "y", true));
      const inside = line.upright ? at >= box.left && at <= box.left + box.width : at >= box.top && at <= box.top + box.height;
      if (!inside) continue;
      pen.strokeStyle = pen.fillStyle = colorOf(line.color);
      pen.setLineDash([1 * scale, 3 * scale]);
      pen.lineWidth = 1.5 * scale;
      pen.beginPath();
      pen.moveTo(line.upright ? at : box.left, line.upright ? box.top : at);
      pen.lineTo(line.upright ? at : box.left + box.width, line.upright ? box.top + box.height : at);
      pen.stroke();
      const left = line.upright && at > box.left + box.width / 2;
      pen.textAlign = left ? "right" : "left";
      const besides = (left ? -5 : 5) * scale;
      pen.fillText(line.label, (line.upright ? at : box.left) + besides, line.upright ? box.top + 8 * scale : at - 8 * scale);
    }
    pen.textAlign = "left";
    const ends = [];
    chart.curves.forEach((curve, i) => {
      if (!curve.mark || !u.series[i + 1].show) return;
      const last = curve.x.length - 1;
      const x = u.valToPos(curve.x[last], "x", true);
      const y = u.valToPos(curve.y[last], "y", true);
      const inside = x >= box.left && x <= box.left + box.width + 1 && y >= box.top && y <= box.top + box.height;
      if (inside) ends.push({ x: x + 5 * scale, y: y, curve: curve });
    });
    spread(ends, scale, box.top + box.height);
    for (const end of ends) {
      pen.fillStyle = colorOf(end.curve.color);
      pen.fillText(end.curve.mark, end.x, end.y);
    }
    pen.restore();
  }

  // Moves marks of neighbouring ends apart, none below the axis.
  function spread(ends, scale, bottom) {
    const step = 12 * scale;
    ends.sort((a, b) => a.x - b.x || a.y - b.y);
    for (let from = 0, to; from < ends.length; from = to) {
      for (to = from + 1; to < ends.length && ends[to].x - ends[from].x < 24 * scale; to++);
      const group = ends.slice(from, to).sort((a, b) => a.y - b.y);
      for (let i = 1; i < group.length; i++) group[i].y = Math.max(group[i].y, group[i - 1].y + step);
      for (let i = group.length - 1, most = bottom; i >= 0; i--, most -= step) group[i].y = Math.min(group[i].y, most);
    }
  }

  function yWidth(_, values) {
    return 14 + 7 * Math.max(3, ...(values || []).map((value) => value.length));
  }

  function speak(u, chart) {
    const index = u.cursor.idx;
    if (index == null) return;
    const values = chart.curves.filter((_, i) => u.series[i + 1].show)
      .map((curve) => curve.label + " " + text(chart.axes, curve.y[closest(curve.x, u.data[0][index])]));
    spoken.textContent = chart.axes.x + " " + compact(u.data[0][index]) + ": " + values.join(", ");
  }

  function closest(places, place) {
    let best = 0;
    places.forEach((x, i) => { if (Math.abs(x - place) < Math.abs(places[best] - place)) best = i; });
    return best;
  }

  // Arrow keys go from point to point; Escape shows the whole.
  function onKey(u, chart, event) {
    const places = u.data[0];
    const last = places.length - 1;
    const step = event.shiftKey ? Math.max(1, Math.round(last / 20)) : 1;
    const at = u.keyIndex;
    const next = {
      ArrowLeft: at == null ? last : at - step, ArrowRight: at == null ? 0 : at + step, Home: 0, End: last,
    }[event.key];
    if (event.key === "Escape") {
      u.setData(u.data);
      u.keyIndex = null;
      u.setCursor({ left: -10, top: -10 });
    } else if (next != null) {
      u.keyIndex = Math.min(last, Math.max(0, next));
      u.setCursor({ left: u.valToPos(places[u.keyIndex], "x"), top: u.over.clientHeight / 2 });
      speak(u, chart);
    } else return;
    event.preventDefault();
  }

  function makeLegendOperable(u) {
    u.root.querySelectorAll(".u-legend .u-series").forEach((row, i) => {
      const name = row.querySelector("th");
      if (i === 0 || !name) return;
      name.tabIndex = 0;
      name.setAttribute("role", "switch");
      name.setAttribute("aria-checked", "true");
      name.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        u.setSeries(i, { show: !u.series[i].show });
      });
    });
  }

  function tellShown(u) {
    u.root.querySelectorAll(".u-legend .u-series th[role=switch]").forEach((name, i) =>
      name.setAttribute("aria-checked", String(u.series[i + 1].show)));
  }

  function draw(chart) {
    const box = document.getElementById("chart-" + chart.id);
    if (!box) return;
    box.textContent = "";
    const printing = root.classList.contains("print");
    const size = () => ({ width: printing ? Math.min(PRINTED_WIDTH, box.clientWidth) : box.clientWidth, height: Number(box.dataset.height) });
    const table = uPlot.join(chart.curves.map((curve) => [curve.x, curve.y]));
    const marks = Math.max(0, ...chart.curves.map((curve) => curve.mark.length));
    const last = table[0].length - 1;
    const steps = chart.axes.form === "STEPS";
    const showLast = (u) => {
      if (steps || u.cursor.idx != null) return;
      u.setLegend({ idxs: u.data.map((_, i) => (i === 0 ? last : nearest(u, i, last))) }, false);
    };
    const whole = chart.axes.x === "epoch" ? { incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 1e5, 1e6] } : {};
    const u = new uPlot(Object.assign(size(), {
      series: [{ label: chart.axes.x, value: (_, place) => (place == null ? "–" : compact(place)) }]
        .concat(chart.curves.map((curve) => series(chart, curve))),
      scales: ranges(chart),
      axes: [
        axis(chart.axes.x, Object.assign({ size: 30, labelSize: 18 }, whole)),
        axis(chart.axes.y, { size: yWidth, values: (_, ticks) => ticks.map((tick) => compact(tick) + chart.axes.unit) }),
      ],
      padding: [10, marks === 0 ? 12 : 12 + 7 * marks, 0, 0],
      cursor: { points: { size: 8 }, drag: { x: true, y: false }, dataIdx: nearest },
      hooks: { ready: [showLast], setCursor: [showLast], draw: [(u) => annotate(u, chart)], setSeries: [tellShown] },
    }), table, box);
    makeLegendOperable(u);
    box.onkeydown = (event) => onKey(u, chart, event);
    shown.push({ u: u, resize: () => u.setSize(size()) });
  }

  let shown = [];
  function drawAll() {
    shown.forEach((chart) => chart.u.destroy());
    shown = [];
    data.charts.forEach(draw);
  }

  function print(printing) {
    root.classList.toggle("print", printing);
    drawAll();
  }

  drawAll();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width === innerWidth) return;
    width = innerWidth;
    shown.forEach((chart) => chart.resize());
  });
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
