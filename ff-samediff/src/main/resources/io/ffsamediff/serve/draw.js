"use strict";
// The paper, the pen, and what the network says of what is on it.
(() => {
  const paper = document.getElementById("paper");
  const answer = document.getElementById("answer");
  const table = document.getElementById("goodness");
  const mark = document.getElementById("mark");
  const told = document.getElementById("pen");
  const pen = paper.getContext("2d", {willReadFrequently: true});
  const WAIT = 120;
  const STEP = 8;
  const LONGEST = 1024;
  let classes = [];
  let last = null;
  let asked = 0;
  let timer = 0;
  let busy = false;
  let again = false;
  let drawn = false;
  let chosen = false;
  let fit = "plain";
  let cursor = {x: 140, y: 140, down: false};

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, paper.width, paper.height);
    pen.strokeStyle = "#000";
    pen.lineWidth = 22;
    pen.lineCap = pen.lineJoin = "round";
    drawn = chosen = false;
    asked++;
    table.hidden = true;
    say("Nothing drawn yet.");
  }

  function say(text, wrong) {
    answer.textContent = text;
    answer.className = wrong ? "wrong" : "";
  }

  function place(event) {
    const box = paper.getBoundingClientRect();
    return {x: (event.clientX - box.left) * paper.width / box.width, y: (event.clientY - box.top) * paper.height / box.height};
  }

  function line(from, to) {
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x + 0.01, to.y);
    pen.stroke();
    drawn = true;
    chosen = false;
    soon();
  }

  // One request at a time, and one more for what was drawn meanwhile: answers come while one draws.
  function soon() {
    if (busy) {
      again = true;
    } else {
      timer = timer || setTimeout(take, WAIT);
    }
  }

  function take() {
    timer = 0;
    busy = true;
    paper.toBlob(send, "image/png");
  }

  async function send(picture) {
    if (drawn && !chosen && picture) {
      await ask(picture);
    }
    busy = false;
    if (again) {
      again = false;
      soon();
    }
  }

  async function ask(picture) {
    const mine = ++asked;
    try {
      const response = await fetch("/api/predict", {method: "POST", headers: {"Content-Type": picture.type}, body: picture});
      const said = await response.json();
      if (mine === asked) {
        response.ok ? show(said) : say(said.error, true);
      }
    } catch (gone) {
      if (mine === asked) {
        say("The server does not answer.", true);
      }
    }
  }

  function cell(row, kind, text) {
    const made = document.createElement(kind);
    made.textContent = text;
    row.appendChild(made);
    return made;
  }

  function show(said) {
    say(`${said.className}, by a margin of ${said.margin.toFixed(2)} (${said.predictors[0].predictor})`);
    const columns = said.predictors.map(p => ({name: p.predictor, values: p.scores}));
    said.goodness.forEach((values, layer) => columns.push({name: `layer ${layer + 1}`, values}));
    if (said.probabilities) {
      columns.push({name: "softmax", values: said.probabilities});
    }
    const head = table.tHead.rows[0];
    head.replaceChildren();
    cell(head, "th", "label").scope = "col";
    columns.forEach(column => { cell(head, "th", column.name).scope = "col"; });
    const body = table.tBodies[0];
    body.replaceChildren();
    classes.forEach((name, label) => {
      const row = body.insertRow();
      row.className = label === said.label ? "best" : "";
      cell(row, "th", name).scope = "row";
      columns.forEach(column => value(row, column.values, label));
    });
    table.hidden = false;
  }

  function value(row, values, label) {
    const least = Math.min(...values);
    const most = Math.max(...values);
    const made = cell(row, "td", values[label].toFixed(3));
    const bar = document.createElement("span");
    bar.className = "bar";
    bar.setAttribute("aria-hidden", "true");
    const part = document.createElement("span");
    part.style.width = `${most > least ? 100 * (values[label] - least) / (most - least) : 0}%`;
    bar.appendChild(part);
    made.appendChild(bar);
  }

  function moveTo(place) {
    cursor = {...cursor, x: place.x, y: place.y};
    mark.style.left = `${100 * place.x / paper.width}%`;
    mark.style.top = `${100 * place.y / paper.height}%`;
  }

  function setDown(down) {
    cursor.down = down;
    mark.className = down ? "down" : "";
    told.textContent = down ? "Pen down" : "Pen up";
  }

  function shrunk(picture) {
    const share = LONGEST / Math.max(picture.width, picture.height);
    const small = document.createElement("canvas");
    small.width = Math.max(1, Math.round(share * picture.width));
    small.height = Math.max(1, Math.round(share * picture.height));
    const to = small.getContext("2d");
    to.imageSmoothingQuality = "high";
    to.drawImage(picture, 0, 0, small.width, small.height);
    return new Promise(done => small.toBlob(done, "image/png"));
  }

  // The server turns a photograph as its camera noted it, but not for "plain"; so does this.
  function read(file) {
    return createImageBitmap(file, {imageOrientation: fit === "plain" ? "none" : "from-image"});
  }

  paper.addEventListener("pointerdown", event => {
    paper.setPointerCapture(event.pointerId);
    last = place(event);
    moveTo(last);
    line(last, last);
  });
  paper.addEventListener("pointermove", event => {
    if (last) {
      const here = place(event);
      line(last, here);
      last = here;
      moveTo(last);
    }
  });
  ["pointerup", "pointercancel"].forEach(name => paper.addEventListener(name, () => { last = null; }));
  paper.addEventListener("keydown", event => {
    const moves = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]};
    const move = moves[event.key];
    if (move) {
      const next = {x: Math.min(270, Math.max(10, cursor.x + move[0])), y: Math.min(270, Math.max(10, cursor.y + move[1]))};
      if (cursor.down) {
        line(cursor, next);
      }
      moveTo(next);
    } else if (event.key === " ") {
      setDown(!cursor.down);
      if (cursor.down) {
        line(cursor, cursor);
      }
    } else if (event.key === "Delete" || event.key === "Backspace") {
      clear();
    } else {
      return;
    }
    event.preventDefault();
  });
  document.getElementById("clear").addEventListener("click", clear);
  document.getElementById("file").addEventListener("change", async event => {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file) {
      return;
    }
    clear();
    drawn = chosen = true;
    try {
      const picture = await read(file);
      const share = Math.min(paper.width / picture.width, paper.height / picture.height);
      pen.drawImage(picture, (paper.width - share * picture.width) / 2, (paper.height - share * picture.height) / 2, share * picture.width, share * picture.height);
      const large = Math.max(picture.width, picture.height) > LONGEST;
      ask(large ? await shrunk(picture) : file);
    } catch (broken) {
      say("This file is no picture.", true);
    }
  });

  async function start() {
    clear();
    const model = await (await fetch("/api/model")).json();
    classes = model.classes;
    fit = model.as;
    document.getElementById("run").textContent = model.run;
    document.title = `${model.run} · ff-samediff`;
    document.getElementById("try").hidden = !model.images;
  }
  moveTo(cursor);
  start();
})();
