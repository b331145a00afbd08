export default { extends: "recommended", rules: { "hash-unique": { severity: "warn", maxDistanse: 3 } }, overrides: [{ roles: 5, rules: {} }] };
