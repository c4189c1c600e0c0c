// What the elements of a form have in common: their place, the value they had, and what they tell.

/** The place of an element in the values of a view. */
const keyOf = (block, one) => `${block.block_id}\n${one.action_id}`;

/** The state that an element had before its view was drawn anew. */
export const keptOf = (context, block, one) => context.kept?.get(keyOf(block, one));

/**
 * Has an element take part in the values of its surface.
 * @param {() => object} read gives its state as Slack sends it
 */
export function joined(context, block, one, read) {
  context.fields?.set(keyOf(block, one), { block, one, read });
}

/** Tells the app what was chosen, where it is to be told. */
export function tells(context, block, one, read) {
  if (block.type === "input" && !block.dispatch_action) return;
  context.act({ type: one.type, action_id: one.action_id, block_id: block.block_id ?? "", ...read() });
}

/** The attributes by which an element is named and described. */
export function naming(one, place) {
  return {
    id: place.id,
    "data-action": one.action_id,
    "aria-label": place.id ? null : one.accessibility_label ?? one.placeholder?.text ?? place.words ?? "Choose",
    "aria-describedby": place.described,
    "aria-required": place.required && "true",
  };
}
