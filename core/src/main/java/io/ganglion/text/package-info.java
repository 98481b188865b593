/**
 * The short texts in which networks, losses, optimizers and schedules are written ({@link
 * io.ganglion.text.Phrase}), and how a number is written in them ({@link io.ganglion.text.Numbers}).
 * This package knows the form alone; what the words mean is in {@code io.ganglion.vocabulary}.
 */
package io.ganglion.text;
