type Attributes = Readonly<Record<string, string>>;

/** Makes an element with its attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

let made = 0;

/** An id that no other Element of the page has. */
export const uniqueId = (name: string): string => {
  made += 1;
  return `stripe-sandbox-${name}-${made}`;
};
