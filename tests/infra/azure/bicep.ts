import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Language, Parser, type Node } from 'web-tree-sitter';

const { resolve } = createRequire(import.meta.url);
await Parser.init({ wasmBinary: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')) });
const grammar = await Language.load(readFileSync(resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** A declared thing of a Bicep file: a parameter, a variable, a resource, a module or an output. */
export interface Declared {
  readonly name: string;
  readonly node: Node;
  readonly decorators: readonly string[];
  /** What stands behind the `=`; undefined for a parameter that has to be given. */
  readonly value: Node | undefined;
}

export interface Bicep {
  readonly root: Node;
  readonly parameters: readonly Declared[];
  readonly variables: readonly Declared[];
  readonly resources: readonly Declared[];
  readonly modules: readonly (Declared & { readonly file: string })[];
  readonly outputs: readonly Declared[];
}

const values = new Set([
  'string',
  'object',
  'array',
  'identifier',
  'number',
  'boolean',
  'call_expression',
  'member_expression',
  'subscript_expression',
  'ternary_expression',
  'binary_expression',
  'for_statement',
  'if_statement',
]);

/** Every node of a tree, the outermost first. */
export const nodesOf = (node: Node): Node[] => [node, ...node.children.flatMap(nodesOf)];

/** Reads a file of Bicep; throws with the places of what is no Bicep. */
export function readBicep(text: string): Bicep {
  const parser = new Parser().setLanguage(grammar);
  const root = parser.parse(text)?.rootNode;
  if (root === undefined) throw new Error('nothing was parsed');
  const wrong = nodesOf(root).filter((node) => node.isError || node.isMissing);
  if (root.hasError || wrong.length > 0) {
    const places = wrong.map((node) => `line ${node.startPosition.row + 1}: ${node.text.split('\n')[0] ?? ''}`);
    throw new Error(`this is no Bicep:\n${places.join('\n')}`);
  }
  const declared = (type: string): Declared[] =>
    root.namedChildren.flatMap((node, index) => {
      if (node.type !== type) return [];
      const [identifier, ...others] = node.namedChildren;
      const decorators: string[] = [];
      for (let before = index - 1; root.namedChildren[before]?.type === 'decorators'; before -= 1) {
        decorators.push(root.namedChildren[before]?.text ?? '');
      }
      const last = others.at(-1);
      const hasValue = node.children.some((child) => child.type === '=');
      return [
        {
          name: identifier?.text ?? '',
          node,
          decorators,
          value: hasValue && last && values.has(last.type) ? last : undefined,
        },
      ];
    });
  return {
    root,
    parameters: declared('parameter_declaration'),
    variables: declared('variable_declaration'),
    resources: declared('resource_declaration'),
    modules: declared('module_declaration').map((one) => ({
      ...one,
      file: one.node.namedChildren.find((child) => child.type === 'string')?.text.replaceAll("'", '') ?? '',
    })),
    outputs: declared('output_declaration'),
  };
}

/** The properties of an object, by name. */
export function propertiesOf(object: Node | undefined): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const child of object?.namedChildren ?? []) {
    if (child.type !== 'object_property') continue;
    const [key, value] = child.namedChildren;
    if (key && value) found.set(key.text.replaceAll("'", ''), value);
  }
  return found;
}

/** What an expression comes to, as far as it is made of texts, names that are known, and choices between two. */
export function evaluate(node: Node, known: Readonly<Record<string, string>>): string {
  const inner = (child: Node | null | undefined): string => {
    if (!child) throw new Error(`${node.text} cannot be evaluated`);
    return evaluate(child, known);
  };
  switch (node.type) {
    case 'string':
      return node.namedChildren
        .map((part) => (part.type === 'interpolation' ? inner(part.namedChildren[0]) : part.text))
        .join('');
    case 'ternary_expression':
      return inner(
        node.childForFieldName(inner(node.childForFieldName('condition')) === 'true' ? 'consequence' : 'alternative'),
      );
    case 'binary_expression':
      return String(inner(node.childForFieldName('left')) === inner(node.childForFieldName('right')));
    default: {
      const value = known[node.text];
      if (value === undefined) throw new Error(`nothing is known of ${node.text}`);
      return value;
    }
  }
}
