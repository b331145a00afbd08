throw new Error('it was run');
