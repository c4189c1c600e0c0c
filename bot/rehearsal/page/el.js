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
  more: "M4 10h.01M10 10h.01M16 10h.01",
  close: "M5 5l10 10M15 5L5 15",
  file: "M5 2.5h6l4 4v11H5zM11 2.5v4h4",
  up: "M6.5 9v8M6.5 9l3-6c1.6 0 2.2 1 2 2.2L11 8h4.5c1 0 1.7 1 1.4 2l-1.6 5.6c-.2.9-.9 1.4-1.8 1.4h-7M3.5 9h3v8h-3z",
  down: "M6.5 11V3M6.5 11l3 6c1.6 0 2.2-1 2-2.2L11 12h4.5c1 0 1.7-1 1.4-2l-1.6-5.6c-.2-.9-.9-1.4-1.8-1.4h-7M3.5 11h3V3h-3z",
  trash: "M4 5.5h12M8 5V3.5h4V5M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 015 0V9",
  stop: "M6 6h8v8H6z",
  throughline: "M2 12c4 0 4-5 8-5s4 5 8 5M10 7v9",
};

/** A small picture that says nothing to a screen reader. */
export function icon(name) {
  return svg("svg", { viewBox: "0 0 20 20", class: `icon i-${name}`, "aria-hidden": "true" }, svg("path", { d: STROKES[name] }));
}

/** An id that is used once. */
export const unique = (word) => `${word}-${(made += 1)}`;
