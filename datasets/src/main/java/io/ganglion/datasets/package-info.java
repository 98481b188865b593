/**
 * Labelled gray images to train and measure networks with: MNIST and its family, CSV files, folders of
 * pictures, and digits drawn from a seed.
 *
 * <p>{@link io.ganglion.datasets.Datasets} opens them, {@link io.ganglion.datasets.Dataset} holds
 * them at one byte a pixel.
 *
 * <table>
 *   <caption>What is read, and its limits</caption>
 *   <tr><th>format</th><th>what is expected</th></tr>
 *   <tr>
 *     <td>IDX</td>
 *     <td>unsigned bytes; images of two or three dimensions, labels of one; gzipped or not</td>
 *   </tr>
 *   <tr>
 *     <td>NPZ</td>
 *     <td>{@code x_train, y_train, x_test, y_test}: images as {@code uint8 [images, height, width]}
 *         or {@code [images, features]}, labels as whole numbers {@code [images]}; only the split
 *         that is read need be there</td>
 *   </tr>
 *   <tr>
 *     <td>CSV</td>
 *     <td>UTF-8, one image a record: a label, and pixels from 0 to 255 in row order. A header line
 *         may name the label's column {@code label} or {@code class}; else it is the first or the
 *         last, whichever the values say, and an error if they do not say it plainly. At most
 *         1024×1024 pixels</td>
 *   </tr>
 *   <tr>
 *     <td>image folders</td>
 *     <td>one sub-folder of PNG or JPEG pictures for each class, sorted by name; below {@code train}
 *         and {@code test}, or every sixth picture of a class is for testing</td>
 *   </tr>
 * </table>
 *
 * <p>All pixels of a dataset together are fewer than 2³¹, its classes at most {@link
 * io.ganglion.datasets.Dataset#MAXIMUM_CLASSES}. Where classes have no names they are numbered from 0
 * to the largest label of both splits. Files are taken to be hostile: what a header claims is compared
 * with what the file holds before memory is taken for it.
 */
package io.ganglion.datasets;
