import { parse, serialize, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * The body of an invitation with our own text in place of what stood before the part that Teams wrote, and that part as it
 * was: without it the meeting would lose its online half. Null where that part is not found, so that nothing is sent.
 */
export function withOwnText(html: string, own: string, joinUrl: string | null): string | null {
  const document = parse(html);
  const body = findElement(document.childNodes, (element) => element.tagName === 'body');
  if (!body || joinUrl === null) return null;
  const isJoin = (element: Element) => element.attrs.some(({ name, value }) => name === 'href' && value === joinUrl);
  const first = body.childNodes.findIndex((node) => findElement([node], isJoin) !== null);
  if (first === -1) return null;
  body.childNodes = body.childNodes.slice(first);
  return `<html><body>${own}${serialize(body)}</body></html>`;
}

function findElement(nodes: readonly Node[], isMeant: (element: Element) => boolean): Element | null {
  for (const node of nodes) {
    if (!('tagName' in node)) continue;
    if (isMeant(node)) return node;
    const inside = findElement(node.childNodes, isMeant);
    if (inside) return inside;
  }
  return null;
}
