// Elements by name. Nothing is ever taken as HTML.

const SVG = "http://www.w3.org/2000/svg";
let made = 0;

export function el(name, attributes = {}, ...children) {
  return dressed(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return dressed(document.createElementNS(SVG, name), attributes, children);
}

function dressed(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const STROKES = {
  send: "M3 3l15 7-15 7 2.5-7L3 3zm2.5 7H12",
  clip: "M14.5 9.5l-5 5a3.2 3.2 0 01-4.5-4.5l6-6a2.2 2.2 0 013.1 3.1l-6 6a1.1 1.1 0 01-1.6-1.6l5-5",
  more: "M4 10h.01M10 10h.01M16 10h.01",
  close: "M5 5l10 10M15 5L5 15",
  file: "M5 2.5h6l4 4v11H5zM11 2.5v4h4",
  up: "M6.5 9v8M6.5 9l3-6c1.6 0 2.2 1 2 2.2L11 8h4.5c1 0 1.7 1 1.4 2l-1.6 5.6c-.2.9-.9 1.4-1.8 1.4h-7M3.5 9h3v8h-3z",
  down: "M6.5 11V3M6.5 11l3 6c1.6 0 2.2-1 2-2.2L11 12h4.5c1 0 1.7-1 1.4-2l-1.6-5.6c-.2-.9-.9-1.4-1.8-1.4h-7M3.5 11h3V3h-3z",
  trash: "M4 5.5h12M8 5V3.5h4V5M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  log: "M3 4.5h14M3 8.5h9M3 12.5h14M3 16.5h7",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 015 0V9",
  stop: "M6 6h8v8H6z",
  tour: "M10 17.5a7.5 7.5 0 100-15 7.5 7.5 0 000 15zM13 7l-1.8 4.2L7 13l1.8-4.2z",
  throughline: "M2 12c4 0 4-5 8-5s4 5 8 5M10 7v9",
};

/** A small picture that says nothing to a screen reader. */
export function icon(name) {
  return svg("svg", { viewBox: "0 0 20 20", class: `icon i-${name}`, "aria-hidden": "true" }, svg("path", { d: STROKES[name] }));
}

/** An id that is used once. */
export const unique = (word) => `${word}-${(made += 1)}`;
