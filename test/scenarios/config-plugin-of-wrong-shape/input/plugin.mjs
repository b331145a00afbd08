export const plugin = { name: "Acme!", version: 1, facts: [{ id: "x" }] };
