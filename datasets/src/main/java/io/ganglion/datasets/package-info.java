/**
 * Labelled samples for training and measuring networks: MNIST and its family, arrays, CSV files,
 * folders of pictures, and digits drawn from a seed.
 *
 * <p>{@link io.ganglion.datasets.Datasets} opens them. {@link io.ganglion.datasets.Dataset} holds
 * them in memory as raw values, one byte or one float each, and {@link
 * io.ganglion.datasets.Dataset#notes()} says in words what was recognised. What their range means
 * is found by {@link io.ganglion.datasets.FittedScaling}.
 *
 * <table>
 *   <caption>The formats that can be read, and their limits</caption>
 *   <tr><th>format</th><th>expected content</th></tr>
 *   <tr>
 *     <td>IDX</td>
 *     <td>all element types; images of two to four dimensions, labels of one, or one-hot; gzipped or
 *         not. EMNIST's files are known by their names: its pictures are turned upright, and its
 *         mapping file names the classes. QMNIST's label is the first of its columns</td>
 *   </tr>
 *   <tr>
 *     <td>NPZ, NPY</td>
 *     <td>inputs of any type of number, {@code [n, height, width]}, {@code [n, columns]}, or with
 *         one channel; three channels become gray. Labels as whole numbers {@code [n]} or {@code [n,
 *         1]}, in any type, or one-hot {@code [n, classes]}. Names: {@code x_train, y_train},
 *         {@code train_images, train_labels} and the like, or for a file with one part {@code X, y},
 *         {@code data, target}, {@code images, labels}; only the split that is read must be present.
 *         Or one array in each of two files: {@code k49-train-imgs.npz, k49-train-labels.npz},
 *         {@code x_train.npy, y_train.npy}</td>
 *   </tr>
 *   <tr>
 *     <td>CSV</td>
 *     <td>one sample per record: a label, a number or a name, and numbers. UTF-8, or UTF-16 with a
 *         byte order mark; separated by commas, semicolons or tabs; gzipped or not. A header line may
 *         name the label's column {@code label}, {@code class}, {@code target}, {@code y}, {@code
 *         digit}, {@code species} or the like. Without one, the label is the first or the last
 *         column, whichever has values like labels, or the only column of names; if that is not
 *         clear, the file is refused. A first column that numbers the rows is ignored, and so is a
 *         header of numbers. Rows are pictures if their values make a square and either their names
 *         are those of pixels, or there are at least 64 without names of their own. At most 1024×1024
 *         values</td>
 *   </tr>
 *   <tr>
 *     <td>image folders</td>
 *     <td>one sub-folder of pictures (see {@link io.ganglion.picture.GrayImage}) for each class,
 *         sorted by name. The sub-folders lie in {@code train} and {@code test}, also called {@code
 *         training}, {@code testing}, {@code valid}; without these, every sixth picture of a class
 *         is for testing. Pictures that all have one size of at most 64×64 keep it; others are scaled
 *         to 28×28. What cannot be read is passed over and counted</td>
 *   </tr>
 * </table>
 *
 * <p>A file that holds one part is the training split, or the test split if its name has the word
 * {@code test}; for training, what is named is what is read.
 *
 * <p>A dataset has fewer than 2³¹ values in all, and at most {@link
 * io.ganglion.datasets.Dataset#MAXIMUM_CLASSES} classes. Classes without names are numbered from 0
 * to the largest label of both splits. Every file is treated as hostile: what a header claims is
 * compared with the file's content, and with this JVM's heap, before memory is allocated; the
 * work that a picture takes is found in its file and limited before it is decoded.
 */
package io.ganglion.datasets;
