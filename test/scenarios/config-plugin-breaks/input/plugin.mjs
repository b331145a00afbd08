throw new Error("no licence key");
