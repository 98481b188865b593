/**
 * Arrays and weights on disk, read safely and written atomically.
 *
 * <p>{@link io.ganglion.formats.Weights} saves and loads a network's parameters; the file's
 * extension chooses the format. {@link io.ganglion.formats.NpzFile} and {@link
 * io.ganglion.formats.SafetensorsFile} hold named arrays, and texts beside them; {@link
 * io.ganglion.formats.NpyFile} holds a single array. {@link io.ganglion.formats.FileCheckpointer}
 * saves the whole state of a training run in a {@link io.ganglion.formats.CheckpointFile}, and
 * {@link io.ganglion.formats.TrainingStates} reads it back. {@link io.ganglion.formats.HistoryFile}
 * records the results of each epoch.
 *
 * <p>Every reader treats its file as hostile. What a header claims is compared with the file's real
 * length and with a limit before memory is allocated. Nothing in a file is executed. Any fault is
 * reported as a {@link io.ganglion.formats.FormatException} with a message of one line.
 */
package io.ganglion.formats;
