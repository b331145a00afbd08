type Kind = 'apart' | 'scenario' | 'unit';
export const kindOf: (path: string, text: string) => Kind;
export const kindOfFile: (file: string) => Kind;
export const rankOf: (kind: Kind, path: string) => number;
export const rankOfFile: (file: string) => number;
