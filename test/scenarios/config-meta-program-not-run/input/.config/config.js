throw new Error("was run");
