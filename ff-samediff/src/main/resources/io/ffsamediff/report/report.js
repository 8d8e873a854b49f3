"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const layerColor = (layer) => color("--c" + (layer % 6));
  const fixed = (digits, unit) => (_, value) => (value == null ? "–" : value.toFixed(digits) + (unit || ""));
  const compact = (value) => (value == null ? "" : String(+value.toPrecision(6)));

  const seen = (column) => column.some((value) => value != null);

  function curve(label, stroke, more) {
    const few = data.epochs.length < 3;
    return Object.assign(
      { label: label, stroke: stroke, width: 2, points: { show: few, size: 7, fill: stroke }, value: fixed(4) }, more);
  }

  function axis(label, more) {
    return Object.assign({
      label: label, stroke: color("--soft"), font: "12px system-ui, sans-serif", labelFont: "12px system-ui, sans-serif",
      labelSize: 20, grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false }, gap: 6,
    }, more);
  }

  function epochRange(_, min, max) {
    return min === max ? [min - 1, max + 1] : [min, max];
  }

  function draw(id, series, columns, label, unit, fromZero) {
    const box = document.getElementById(id);
    if (!box) return;
    box.textContent = "";
    const size = () => ({ width: box.clientWidth, height: Number(box.dataset.height) });
    const last = columns[0].reduce((found, value, i) => (value == null ? found : i), 0);
    const showLast = (u) => { if (u.cursor.idx == null) u.setLegend({ idx: last }, false); };
    const chart = new uPlot(Object.assign(size(), {
      series: [{ label: "epoch", value: (_, epoch) => (epoch == null ? "–" : String(epoch)) }].concat(series),
      scales: { x: { time: false, range: epochRange }, y: fromZero ? { range: (_, min, max) => [0, max * 1.1 || 1] } : {} },
      axes: [
        axis("epoch", { size: 30, labelSize: 18,
          incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000] }),
        axis(label, { size: 62, values: (_, ticks) => ticks.map((tick) => compact(tick) + (unit || "")) }),
      ],
      cursor: { points: { size: 8 }, drag: { x: true, y: false } },
      hooks: { ready: [showLast], setCursor: [showLast] },
    }), [data.epochs].concat(columns), box);
    charts.push(() => chart.setSize(size()));
  }

  function drawLoss() {
    const series = data.loss.map((_, layer) => curve("layer " + (layer + 1), layerColor(layer)));
    const columns = data.loss.slice();
    if (seen(data.headLoss)) {
      series.push(curve("head", color("--c5")));
      columns.push(data.headLoss);
    }
    series.push(curve("running", color("--running"), { dash: [6, 5] }));
    draw("loss", series, columns.concat([data.runningLoss]), "loss");
  }

  function drawGoodness() {
    const series = [];
    const columns = [];
    data.goodnessPositive.forEach((positive, layer) => {
      const name = "layer " + (layer + 1);
      series.push(curve(name + " positive", layerColor(layer), { value: fixed(3) }));
      series.push(curve(name + " negative", layerColor(layer), { value: fixed(3), dash: [6, 5] }));
      columns.push(positive, data.goodnessNegative[layer]);
    });
    draw("goodness", series, columns, "mean goodness");
  }

  function drawErrors() {
    const look = { spanGaps: true, value: fixed(2, " %"), points: { show: true, size: 6 } };
    const series = [curve("training", color("--c2"), look), curve("test", color("--c4"), look)];
    const columns = [data.trainError, data.testError];
    if (seen(data.validationError)) {
      series.push(curve("validation", color("--c0"), look));
      columns.push(data.validationError);
    }
    draw("errors", series, columns, "errors", " %", true);
  }

  function drawExample(canvas) {
    const bytes = atob(canvas.dataset.pixels);
    const pen = canvas.getContext("2d");
    const image = pen.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < bytes.length; i++) {
      const level = bytes.charCodeAt(i);
      image.data.set([level, level, level, 255], 4 * i);
    }
    pen.putImageData(image, 0, 0);
  }

  let charts = [];
  function drawCharts() {
    charts = [];
    drawLoss();
    drawGoodness();
    drawErrors();
  }

  drawCharts();
  document.querySelectorAll("canvas[data-pixels]").forEach(drawExample);
  addEventListener("resize", () => charts.forEach((resize) => resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
})();
