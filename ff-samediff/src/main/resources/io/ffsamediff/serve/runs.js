"use strict";
// The list of runs, and the curves of one of them as they grow.
(() => {
  const body = document.querySelector("#runs tbody");
  const live = document.getElementById("live");
  const MOST_POINTS = 4000;
  let source = null;
  let followed = null;
  let ended = false;
  let charts = [];
  let epochs = [];
  let sizes = {train: 0, test: 0};
  let due = 0;

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function cell(row, text) {
    row.insertCell().textContent = text;
  }

  async function list() {
    const runs = await (await fetch("/api/runs")).json();
    const chosen = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.run : null;
    body.replaceChildren();
    if (ended && runs.some(run => run.id === followed && run.status === "running")) {
      follow({id: followed});
    }
    runs.forEach(run => {
      const row = body.insertRow();
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.run = run.id;
      button.textContent = run.id;
      button.addEventListener("click", () => follow(run));
      row.insertCell().appendChild(button);
      cell(row, run.data);
      cell(row, run.status);
      cell(row, run.epochs);
      cell(row, run.errorRate === undefined ? "" : `${(100 * run.errorRate).toFixed(2)} %`);
      if (run.id === chosen) {
        button.focus();
      }
    });
  }

  function chart(id, title, series) {
    const place = document.getElementById(id);
    place.replaceChildren();
    const axis = {stroke: colour("--soft"), grid: {stroke: colour("--grid")}, ticks: {stroke: colour("--grid")}};
    return new uPlot({
      title, width: Math.max(260, place.clientWidth), height: 240, cursor: {y: false}, scales: {x: {time: false}},
      axes: [axis, {...axis, size: 60}],
      series: [{label: "epoch"}, ...series]
    }, [[], ...series.map(() => [])], place);
  }

  // Of sets of different size only shares compare.
  function share(errors, examples) {
    return errors === undefined ? null : examples ? 100 * errors / examples : errors;
  }

  function draw() {
    due = 0;
    const every = Math.ceil(epochs.length / MOST_POINTS);
    const shown = every > 1 ? epochs.filter((epoch, i) => i % every === 0 || i === epochs.length - 1) : epochs;
    charts[0].setData([shown.map(e => e.epoch), shown.map(e => e.loss), shown.map(e => e.runningLoss)]);
    const judged = epochs.filter(e => e.testErrors !== undefined || e.trainErrors !== undefined);
    charts[1].setData([judged.map(e => e.epoch), judged.map(e => share(e.testErrors, sizes.test)), judged.map(e => share(e.trainErrors, sizes.train))]);
    const last = epochs[epochs.length - 1];
    document.getElementById("live-now").textContent = last ? `Epoch ${last.epoch}, loss ${last.loss.toFixed(4)}, ${last.seconds.toFixed(1)} s` : "No epoch yet.";
  }

  function soon() {
    due = due || setTimeout(draw, 200);
  }

  function trouble(text) {
    document.getElementById("live-trouble").textContent = text;
    if (text && !epochs.length) {
      document.getElementById("live-now").textContent = "";
    }
  }

  function end() {
    source.close();
    ended = true;
  }

  // A browser does not say why a stream was refused, and tries no more.
  async function explain(address, asked) {
    const stop = new AbortController();
    let text = "The server no longer tells of this run. Choose it again to try once more.";
    try {
      const response = await fetch(address, {signal: stop.signal});
      if (!response.ok) {
        text = `The server does not tell of this run: ${(await response.json()).error}. Choose it again to try once more.`;
      }
    } catch (gone) {
      text = "The server does not answer.";
    }
    stop.abort();
    if (asked === source) {
      trouble(text);
    }
  }

  function follow(run) {
    if (source) {
      source.close();
    }
    followed = run.id;
    sizes = {train: run.trainExamples, test: run.testExamples};
    ended = false;
    epochs = [];
    trouble("");
    live.hidden = false;
    document.getElementById("live-title").textContent = run.id;
    charts.forEach(old => old.destroy());
    charts = [
      chart("loss", "Loss", [{label: "loss", stroke: colour("--first"), width: 2}, {label: "running loss", stroke: colour("--second"), width: 2, dash: [6, 4]}]),
      chart("errors", sizes.test ? "Error, %" : "Errors", [{label: "test", stroke: colour("--first"), width: 2, points: {show: true}}, {label: "training", stroke: colour("--second"), width: 2, dash: [6, 4], points: {show: true}}])
    ];
    draw();
    const address = `/api/runs/${encodeURIComponent(run.id)}/events`;
    const mine = source = new EventSource(address);
    source.addEventListener("open", () => { epochs = []; trouble(""); });
    source.addEventListener("epoch", event => { epochs.push(JSON.parse(event.data)); soon(); });
    source.addEventListener("restart", () => { epochs = []; soon(); });
    source.addEventListener("damaged", () => { source.close(); trouble("The metrics of this run are damaged."); });
    source.addEventListener("end", end);
    source.addEventListener("error", () => {
      if (mine.readyState === EventSource.CLOSED) {
        explain(address, mine);
      } else if (mine === source) {
        trouble("The server does not answer; trying again.");
      }
    });
  }

  window.addEventListener("resize", () => charts.forEach(c => c.setSize({width: Math.max(260, c.root.parentNode.clientWidth), height: 240})));
  list();
  setInterval(() => { if (!document.hidden) { list().catch(() => {}); } }, 5000);
})();
