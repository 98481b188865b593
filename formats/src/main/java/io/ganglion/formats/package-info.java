/**
 * Arrays and weights on disk, read safely and written atomically.
 *
 * <p>{@link io.ganglion.formats.Weights} saves and loads a network's parameters; the file's ending
 * chooses the format. {@link io.ganglion.formats.NpzFile} and {@link
 * io.ganglion.formats.SafetensorsFile} hold named arrays and texts beside them, {@link
 * io.ganglion.formats.NpyFile} holds one array. {@link io.ganglion.formats.FileCheckpointer} keeps the
 * whole state of a training in a {@link io.ganglion.formats.CheckpointFile}, from which {@link
 * io.ganglion.formats.TrainingStates} reads it, and {@link io.ganglion.formats.HistoryFile} takes down
 * how training goes.
 *
 * <p>Every reader treats its file as hostile: what a header claims is compared with the file's real
 * length and with a limit before memory is taken, nothing in a file is executed, and whatever is
 * wrong with it is a {@link io.ganglion.formats.FormatException} whose message is one line.
 */
package io.ganglion.formats;
