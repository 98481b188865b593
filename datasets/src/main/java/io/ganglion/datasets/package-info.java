/**
 * Labelled gray images for training and measuring networks: MNIST and its family, CSV files,
 * folders of pictures, and digits drawn from a seed.
 *
 * <p>{@link io.ganglion.datasets.Datasets} opens them. {@link io.ganglion.datasets.Dataset} holds
 * them in memory, at one byte per pixel.
 *
 * <table>
 *   <caption>The formats that can be read, and their limits</caption>
 *   <tr><th>format</th><th>expected content</th></tr>
 *   <tr>
 *     <td>IDX</td>
 *     <td>unsigned bytes; images of two or three dimensions, labels of one; gzipped or not</td>
 *   </tr>
 *   <tr>
 *     <td>NPZ</td>
 *     <td>{@code x_train, y_train, x_test, y_test}: images as {@code uint8 [images, height, width]}
 *         or {@code [images, features]}, labels as whole numbers {@code [images]}; only the split
 *         that is read must be present</td>
 *   </tr>
 *   <tr>
 *     <td>CSV</td>
 *     <td>UTF-8, one image per record: a label, and pixels from 0 to 255 in row order. A header
 *         line may name the label's column {@code label} or {@code class}. Without one, the label
 *         is the first or the last column, whichever has values like labels; if that is not clear,
 *         the file is refused. At most 1024×1024 pixels</td>
 *   </tr>
 *   <tr>
 *     <td>image folders</td>
 *     <td>one sub-folder of PNG or JPEG pictures for each class, sorted by name. The sub-folders
 *         lie in {@code train} and {@code test}; without these, every sixth picture of a class is
 *         for testing</td>
 *   </tr>
 * </table>
 *
 * <p>A dataset has fewer than 2³¹ pixels in all, and at most {@link
 * io.ganglion.datasets.Dataset#MAXIMUM_CLASSES} classes. Classes without names are numbered from 0
 * to the largest label of both splits. Every file is treated as hostile: what a header claims is
 * compared with the file's content, and with this JVM's heap, before memory is allocated; the
 * work that a picture takes is found in its file and limited before it is decoded.
 */
package io.ganglion.datasets;
