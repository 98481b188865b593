/**
 * The syntax of the short texts that describe networks, losses, optimizers and schedules
 * ({@link io.ganglion.text.Phrase}), and of the numbers in them ({@link io.ganglion.text.Numbers}).
 * What the words mean is in {@code io.ganglion.vocabulary}.
 */
package io.ganglion.text;
