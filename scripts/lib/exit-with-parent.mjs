// Loaded into a child with --import: whoever started it holds the other end of its channel, and takes it along.
process.once('disconnect', () => process.exit(0));
